package io.lakegate.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes down beside the benchmark's results how many mutants of each class the tests noticed.
 * Arguments: commit, PIT's report as XML.
 */
public final class Mutants {
  private static final class Tally {
    private int made;
    private int noticed;
    private int hanging;

    void add(Element mutation) {
      made++;
      noticed += Boolean.parseBoolean(mutation.getAttribute("detected")) ? 1 : 0;
      hanging += mutation.getAttribute("status").equals("TIMED_OUT") ? 1 : 0;
    }

    JsonObjectBuilder toJson() {
      return Json.createObjectBuilder()
          .add("mutants", made)
          .add("killed", noticed)
          .add("killedByTimeOut", hanging)
          .add("percent", Figures.round(100.0 * noticed / made));
    }
  }

  private Mutants() {}

  public static void main(String[] arguments) throws IOException {
    Tally all = new Tally();
    Map<String, Tally> classes = new TreeMap<>();
    NodeList mutations = report(Path.of(arguments[1])).getElementsByTagName("mutation");
    for (int i = 0; i < mutations.getLength(); i++) {
      Element mutation = (Element) mutations.item(i);
      String name = mutation.getElementsByTagName("mutatedClass").item(0).getTextContent();
      all.add(mutation);
      classes.computeIfAbsent(name.replaceAll("\\$.*", ""), key -> new Tally()).add(mutation);
    }
    JsonObjectBuilder byClass = Json.createObjectBuilder();
    classes.forEach((name, tally) -> byClass.add(name, tally.toJson()));
    ResultFile.write(
        "mutants-",
        arguments[0],
        Json.createObjectBuilder().add("all", all.toJson()).add("classes", byClass));
  }

  private static Document report(Path xml) throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(xml.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }
}
