package io.github.weepython.maven.mojo;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * What Maven makes of an element: the type of the field that it sets (Maven's "Guide to Configuring
 * Plug-ins").
 */
record ElementType(Type type) {
  /** Of a goal's parameter; empty where the goal has no such parameter. */
  static Optional<ElementType> of(MojoDescriptor goal, String parameter) {
    try {
      ClassLoader own = ElementType.class.getClassLoader();
      return of(Class.forName(goal.getImplementation(), false, own), parameter);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the plugin's descriptor is of another plugin", e);
    }
  }

  private static Optional<ElementType> of(Class<?> owner, String name) {
    for (Class<?> each = owner; each != null && isOwn(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return Optional.of(new ElementType(field.getGenericType()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOwn(Class<?> type) {
    return type.getPackage() == ElementType.class.getPackage();
  }

  /** Of an element within this one; empty where it is not wee that has a field for it. */
  Optional<ElementType> child(String name) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return Optional.of(new ElementType(arguments[arguments.length - 1]));
    }
    if (type == PlexusConfiguration.class) {
      return Optional.of(new ElementType(Object.class));
    }
    return isOwn((Class<?>) type) ? of((Class<?>) type, name) : Optional.empty();
  }

  /** Whether elements within it may have one name: a list, or what wee reads itself. */
  boolean isList() {
    return type == PlexusConfiguration.class
        || (type instanceof ParameterizedType generic
            && Collection.class.isAssignableFrom((Class<?>) generic.getRawType()));
  }

  /** Yes or no. */
  boolean isFlag() {
    return type == boolean.class || type == Boolean.class;
  }
}
