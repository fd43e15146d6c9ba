package org.schoolgate.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class GalleryTest {
    private final WebApplicationContextRunner program =
            new WebApplicationContextRunner().withUserConfiguration(GalleryController.class);

    @Test
    void aSchoolHasNoGallery() {
        program.run(context -> assertThat(context).doesNotHaveBean(GalleryController.class));
        program.withPropertyValues("schoolgate.gallery=true")
                .run(context -> assertThat(context).hasSingleBean(GalleryController.class));
    }
}
