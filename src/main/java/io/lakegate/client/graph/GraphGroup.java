package io.lakegate.client.graph;

/** A group of the directory: its object id and the name people know. */
public record GraphGroup(String id, String name) {}
