package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.SiteWheels;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelGroupsTest {
  @TempDir Path dir;

  private SiteInputs inputs(Map<String, Integer> sizes) throws IOException {
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : sizes.entrySet()) {
      Path file = dir.resolve(entry.getKey() + "-1-py3-none-any.whl");
      Files.write(file, new byte[entry.getValue()]);
      wheels.add(new Wheel.OnDisk(Wheel.parse(file.getFileName() + "").orElseThrow(), file, ""));
    }
    return new SiteInputs(wheels, "", false, true);
  }

  /** Which projects are in which layer. */
  private static Map<String, List<String>> layers(SiteWheels wheels, int layers) {
    SiteLayout layout =
        new SiteLayout(List.of(), Optional.empty(), Set.of(), new ByteSize(1000), layers);
    WheelGroups groups = new WheelGroups(wheels, layout);
    Map<String, List<String>> found = new TreeMap<>();
    for (SiteInputs inputs :
        List.of(wheels.dependencies(), wheels.project()).stream()
            .flatMap(Optional::stream)
            .toList()) {
      for (WheelGroups.Group group : groups.of(inputs)) {
        List<String> names =
            inputs.wheels().stream()
                .map(each -> each.wheel().project())
                .filter(group.projects())
                .toList();
        found.put(group.title(), names);
      }
    }
    return found;
  }

  @Test
  void eachLargeWheelHasALayerAndTheProgramHasTheLast() throws Exception {
    SiteWheels wheels =
        new SiteWheels(
            Optional.of(inputs(new TreeMap<>(Map.of("big", 2000, "huge", 9000, "small", 10)))),
            Optional.of(inputs(new TreeMap<>(Map.of("web", 20, "company", 30)))),
            Set.of("web"));

    Map<String, List<String>> layers = layers(wheels, 8);

    assertThat(layers).containsOnlyKeys("project", "site", "site: big", "site: huge");
    assertThat(layers.get("project")).containsExactly("web");
    assertThat(layers.get("site: huge")).containsExactly("huge");
  }

  @Test
  void ofMoreLargeWheelsThanLayersTheLargestHaveThem() throws Exception {
    SiteWheels wheels =
        new SiteWheels(
            Optional.of(inputs(new TreeMap<>(Map.of("a", 2000, "b", 2000, "c", 3000)))),
            Optional.empty(),
            Set.of());

    assertThat(layers(wheels, 2)).containsOnlyKeys("site", "site: a", "site: c");
    assertThat(layers(wheels, 2).get("site")).containsExactly("b");
    assertThat(layers(wheels, 0).get("site")).containsExactly("a", "b", "c");
  }

  @Test
  void filesThatNoWheelHasAreInExactlyOneLayer() throws Exception {
    SiteWheels wheels =
        new SiteWheels(
            Optional.of(inputs(new TreeMap<>(Map.of("a", 2000, "b", 2000)))),
            Optional.empty(),
            Set.of());
    WheelGroups groups =
        new WheelGroups(
            wheels, new SiteLayout(List.of(), Optional.empty(), Set.of(), new ByteSize(1000), 8));

    assertThat(groups.of(wheels.dependencies().orElseThrow()))
        .filteredOn(group -> group.projects().test("") && group.projects().test("unknown"))
        .hasSize(1);
    assertThat(groups.of(wheels.dependencies().orElseThrow()))
        .filteredOn(group -> group.projects().test("") || group.projects().test("unknown"))
        .hasSize(1);
  }
}
