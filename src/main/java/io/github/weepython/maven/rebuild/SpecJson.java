package io.github.weepython.maven.rebuild;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.VexSources;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a spec, record by record, so that {@link SpecReader} makes the same of it elsewhere. Files
 * are written by name and digest, also those that a {@code file} URL names; other URLs without
 * logins. What is known of vulnerabilities is left out: no byte of an image depends on it.
 */
public final class SpecJson {
  private final List<Path> projects;

  /**
   * @param projects folders that the names of files are relative to: the first that has the file
   */
  public SpecJson(List<Path> projects) {
    this.projects = projects.stream().map(each -> each.toAbsolutePath().normalize()).toList();
  }

  /** The same spec gives the same tree in any folder. */
  public ObjectNode of(ImageSpec spec) {
    return record(spec);
  }

  private ObjectNode record(Record record) {
    ObjectNode node = JSON.createObjectNode();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      value(value(record, component)).ifPresent(value -> node.set(component.getName(), value));
    }
    return node;
  }

  private Optional<JsonNode> value(Object value) {
    if (value instanceof VexSources) {
      return Optional.empty();
    }
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(this::value);
    }
    if (value instanceof OptionalInt number) {
      return number.stream().mapToObj(this::node).findFirst();
    }
    if (value instanceof OptionalLong number) {
      return number.stream().mapToObj(this::node).findFirst();
    }
    return Optional.of(node(value));
  }

  private JsonNode node(Object value) {
    if (value instanceof Record record) {
      return record(record);
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = JSON.createObjectNode();
      new TreeMap<>(map).forEach((key, part) -> node.set(key.toString(), node(part)));
      return node;
    }
    if (value instanceof Path path) {
      return NamedFile.of(projects, path).json();
    }
    if (value instanceof URI uri && FileUrl.is(uri)) {
      return FileUrl.path(uri)
          .<JsonNode>map(file -> NamedFile.of(projects, file).json())
          .orElseGet(() -> plain(uri));
    }
    if (value instanceof Collection<?> all) {
      ArrayNode node = JSON.createArrayNode();
      all.stream().map(this::node).forEach(node::add);
      return value instanceof Set<?> ? sorted(node) : node;
    }
    return plain(value);
  }

  private static JsonNode plain(Object value) {
    if (value instanceof URI uri) {
      return JSON.valueToTree(uri.toString().replaceFirst("://[^/@]*@", "://"));
    }
    if (value instanceof Architecture architecture) {
      return JSON.valueToTree(architecture.toString());
    }
    if (value instanceof Enum<?> constant) {
      return JSON.valueToTree(constant.name());
    }
    if (value instanceof Instant || value instanceof Duration) {
      return JSON.valueToTree(value.toString());
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return JSON.valueToTree(value);
    }
    throw new IllegalStateException("a spec has no " + value.getClass());
  }

  private static ArrayNode sorted(ArrayNode set) {
    ArrayNode sorted = JSON.createArrayNode();
    Map<String, JsonNode> all = new TreeMap<>();
    set.forEach(element -> all.put(element.toString(), element));
    all.values().forEach(sorted::add);
    return sorted;
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
