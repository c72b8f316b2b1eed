/**
 * What downloads and pushes have in common: the way to a host through proxies that want a password,
 * whose certificates count, and how long to wait before trying again. Knows no other room.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.http;
