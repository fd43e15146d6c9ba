package org.schoolgate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.schoolgate.Schoolgate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * A test on the whole application and a real PostgreSQL, over HTTP where it wants to: with MockMvc, or through a real
 * port ({@code @LocalServerPort}) where a stream or a connection is what it is about. All of them share one application;
 * each founds its own school with {@link Cast}, and the tenant walls keep them apart.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Schoolgate.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestDatabase.class)
@Import({Cast.class, TestClock.class, Roll.class, TestPurposes.class, Lessons.class, TestPolicy.class, Unrendered.class
})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface PageTest {}
