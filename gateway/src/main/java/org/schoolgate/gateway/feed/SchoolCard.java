package org.schoolgate.gateway.feed;

/**
 * What a block page says of the school: its name, who answers a request for a site, and who reads what a child tells.
 *
 * @param decides a person or a role, as a reader knows them: "Ms Okafor"
 * @param reads likewise
 */
public record SchoolCard(String name, String decides, String reads) {}
