package io.github.weepython.maven.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.VexSources;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a spec of what {@link SpecJson} wrote. Each record's constructor validates its values. */
public final class SpecReader {
  private static final Set<Class<?>> MAY_LACK =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, VexSources.class);

  private final List<Path> folders;

  /**
   * @param folders where the files that a spec names may be, in their order
   */
  public SpecReader(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Reads it.
   *
   * @throws RebuildException when it is of another version of wee, or a file of the project lacks
   */
  public ImageSpec read(JsonNode spec) {
    return (ImageSpec) value(spec, ImageSpec.class, "spec");
  }

  private Object value(JsonNode node, Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      return generic(node, generic, name);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == VexSources.class) {
      return VexSources.NONE;
    }
    if (plain == ProjectWheel.class) {
      requireWheel(node);
    }
    if (plain.isRecord()) {
      return record(node, plain, name);
    }
    if (plain == Path.class) {
      return file(NamedFile.of(node));
    }
    if (plain == URI.class && node.isObject()) {
      return file(NamedFile.of(node)).toUri();
    }
    try {
      return plain(node, plain, name);
    } catch (RuntimeException e) {
      throw e instanceof RebuildException ? e : unknown(name, e);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object plain(JsonNode node, Class<?> type, String name) {
    if (type == Architecture.class) {
      return Architecture.of(node.asText("")).orElseThrow();
    }
    if (type.isEnum()) {
      return Enum.valueOf((Class<Enum>) type, node.asText(""));
    }
    return switch (type.getSimpleName()) {
      case "String" -> node.asText("");
      case "boolean", "Boolean" -> node.asBoolean();
      case "int", "Integer" -> node.asInt();
      case "long", "Long" -> node.asLong();
      case "OptionalInt" ->
          node.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(node.asInt());
      case "OptionalLong" ->
          node.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(node.asLong());
      case "URI" -> URI.create(node.asText(""));
      case "Instant" -> Instant.parse(node.asText(""));
      case "Duration" -> Duration.parse(node.asText(""));
      default -> throw unknown(name, null);
    };
  }

  private Object generic(JsonNode node, ParameterizedType type, String name) {
    Type of = type.getActualTypeArguments()[0];
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) {
      return node.isMissingNode() ? Optional.empty() : Optional.of(value(node, of, name));
    }
    if (raw == Map.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      Type second = type.getActualTypeArguments()[1];
      node.fields().forEachRemaining(e -> map.put(e.getKey(), value(e.getValue(), second, name)));
      return map;
    }
    List<Object> all = new ArrayList<>();
    node.forEach(element -> all.add(value(element, of, name)));
    return raw == Set.class ? new LinkedHashSet<>(all) : all;
  }

  private Object record(JsonNode node, Class<?> type, String name) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      JsonNode part = node.path(component.getName());
      String whole = name + "." + component.getName();
      if (part.isMissingNode() && !MAY_LACK.contains(component.getType())) {
        throw unknown(whole, null);
      }
      values[i] = value(part, component.getGenericType(), whole);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : unknown(name, e);
    } catch (ReflectiveOperationException e) {
      throw unknown(name, e);
    }
  }

  /** Wheels of Maven are nobody's files: it is the user who can bring them. */
  private void requireWheel(JsonNode wheel) {
    NamedFile named = NamedFile.of(wheel.path("file"));
    if (named.find(folders).isEmpty()) {
      throw new RebuildException(
          ("The image was made with the wheel %s (%s, SHA-256 %s), which a Maven build made or"
                  + " resolved: wee:rebuild does neither, and it is not in %s. Put that very file"
                  + " there.")
              .formatted(named.name(), wheel.path("origin").asText(""), named.sha256(), places()));
    }
  }

  private Path file(NamedFile named) {
    return named
        .find(folders)
        .orElseThrow(
            () ->
                new RebuildException(
                    ("The image was made with %s of its project (SHA-256 %s), which is not in %s."
                            + " Run wee:rebuild in a checkout of that project's commit.")
                        .formatted(named.name(), named.sha256(), places())));
  }

  private String places() {
    return folders.stream()
        .map(folder -> folder.toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(" or "));
  }

  private static RebuildException unknown(String name, @Nullable Exception cause) {
    return new RebuildException(
        ("The provenance says %s in a form that this version of wee doesn't know. Run wee:rebuild"
                + " of the version that built the image.")
            .formatted(name),
        cause);
  }
}
