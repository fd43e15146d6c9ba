package org.schoolgate.ui;

/**
 * What a child's page carries so that its device can keep what the child tells while the network is away, sealed to the
 * server.
 *
 * @param key which of the server's keys
 * @param spki the key itself
 * @param ticket whose page it is; noise to everybody but the server
 */
public record Sealing(String key, String spki, String ticket) {}
