package org.schoolgate.ui;

import java.time.Duration;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the style sheets, fonts, pictures and scripts, to be kept for a year, and squeezes what is text. */
@Configuration(proxyBeanMethods = false)
class WebStatic implements WebMvcConfigurer {
    private static final String[] TEXT = {
        "text/html", "text/css", "text/plain", "text/javascript", "application/json", "image/svg+xml"
    };

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(Assets.FOLDER + "/**")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> squeezing() {
        return server -> {
            var compression = new Compression();
            compression.setEnabled(true);
            compression.setMimeTypes(TEXT);
            compression.setMinResponseSize(DataSize.ofKilobytes(1));
            server.setCompression(compression);
        };
    }
}
