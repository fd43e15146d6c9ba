/**
 * What is kept as evidence: files that are looked at before they are taken, each once, by their digest, with everybody
 * through whose hands they went. And papers: made, and sealed so that a changed byte shows. Whose evidence is whose to see is for the module that it belongs to.
 */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "audit", "ui"})
@NullMarked
package org.schoolgate.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
