package org.schoolgate.roster.imports;

import java.util.List;

/**
 * What a file comes to: what people are shown, and what is done.
 *
 * @param steps what is done, a list for each person or class, so that progress can be counted
 */
record Plan(ImportPreview preview, List<List<Act>> steps) {}
