package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What Eclipse's m2e reads of the plugin. */
class LifecycleMappingTest {
  private static Set<String> texts(String resource, String path) throws Exception {
    try (InputStream in = LifecycleMappingTest.class.getResourceAsStream(resource)) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      NodeList found =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      Set<String> texts = new TreeSet<>();
      for (int i = 0; i < found.getLength(); i++) {
        texts.add(found.item(i).getTextContent());
      }
      return texts;
    }
  }

  @Test
  void saysOfEveryGoalThatAnIdeIsToIgnoreIt() throws Exception {
    Set<String> goals = texts("/META-INF/maven/plugin.xml", "/plugin/mojos/mojo/goal");
    Set<String> ignored =
        texts(
            "/META-INF/m2e/lifecycle-mapping-metadata.xml",
            "//pluginExecution[action/ignore]/pluginExecutionFilter/goals/goal");

    assertThat(goals).contains("build", "push", "help");
    assertThat(ignored).isEqualTo(goals);
  }
}
