package io.lakegate;

import static io.lakegate.PropertyTypes.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.glassfish.expressly.parser.AstBracketSuffix;
import org.glassfish.expressly.parser.AstChoice;
import org.glassfish.expressly.parser.AstCompositeExpression;
import org.glassfish.expressly.parser.AstDeferredExpression;
import org.glassfish.expressly.parser.AstIdentifier;
import org.glassfish.expressly.parser.AstMethodArguments;
import org.glassfish.expressly.parser.AstString;
import org.glassfish.expressly.parser.AstValue;
import org.glassfish.expressly.parser.ELParser;
import org.glassfish.expressly.parser.Node;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What the expressions of pages name is there for both servers the WAR runs on. The pages are gone
 * through as Facelets does: from each page with an address into its template, the parts it includes
 * and its tags, with the variables that are set there.
 */
class PageExpressionsTest {
  private static final Path WEBAPP = Path.of("src/main/webapp");
  private static final String FACELETS = "jakarta.faces.facelets";
  private static final String HTML = "http://www.w3.org/1999/xhtml";
  private static final String CORE = "jakarta.faces.core";
  private static final String OURS = "lakegate";

  /** Given by Faces, or found while the page is shown. */
  private static final Set<String> IMPLICIT =
      Set.of("component", "facesContext", "param", "request", "requestScope", "resource", "text");

  /** Attributes whose expression ends with the name of a method. */
  private static final Set<String> ACTIONS = Set.of("action", "actionListener", "listener");

  private static final Map<Path, Document> DOCUMENTS = new HashMap<>();

  private final List<JavaClass> classes =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("io.lakegate")
              .stream()
              .toList();

  private final PropertyTypes types = new PropertyTypes(classes);
  private final Map<String, Type> beans = beans();
  private final Map<String, Element> tags = tags();
  private final Set<String> findings = new LinkedHashSet<>();
  private final Set<Path> seen = new LinkedHashSet<>();

  /** Read as a property by both. */
  public record WithAccessor(String name) {
    public String getName() {
      return name;
    }
  }

  /** As no page may use it: EL 6 looks for a method {@code blank}, EL 5 for {@code getName}. */
  public record WithGetter(String name) {
    public boolean isBlank() {
      return name.isBlank();
    }
  }

  @Test
  void every_expression_names_what_both_servers_can_read() {
    addressed().forEach(page -> walk(page, new Scope(beans, Map.of())));

    assertThat(seen).containsAll(files());
    assertThat(findings).isEmpty();
  }

  @Test
  void a_record_is_read_by_calling_its_methods() {
    assertThat(types.call(WithGetter.class, "name", 0)).isEqualTo(String.class);
    assertThat(types.call(WithGetter.class, "isBlank", 0)).isEqualTo(boolean.class);
    assertThat(types.property(WithAccessor.class, "name")).isEqualTo(String.class);
    assertThatThrownBy(() -> types.property(WithGetter.class, "name")).hasMessageContaining("EL 5");
    assertThatThrownBy(() -> types.property(WithGetter.class, "blank"))
        .hasMessageContaining("EL 6");
  }

  // Pages

  /** What is known at a place of a page: its variables, and what goes into the template's parts. */
  private record Scope(Map<String, Type> variables, Map<String, Part> parts) {
    Scope with(Map<String, Type> others) {
      return new Scope(others, parts);
    }
  }

  /** What a page defines for its template, which may hand parts of its own page on. */
  private record Part(Path page, Element define, Map<String, Part> parts) {}

  private void walk(Path page, Scope scope) {
    seen.add(page);
    walk(page, parsed(page).getDocumentElement(), scope);
  }

  private void walk(Path page, Element element, Scope scope) {
    Map<String, Type> variables = scope.variables();
    Map<String, Type> inside = new HashMap<>(variables);
    if (element.hasAttribute("var")) {
      inside.put(
          element.getAttribute("var"),
          element(page, type(page, element.getAttribute("value"), variables)));
    }
    attributes(element)
        .forEach(
            attribute ->
                read(page, attribute, attribute.getName().equals("value") ? variables : inside));
    texts(element).forEach(text -> type(page, text, inside));
    Map<String, Type> given = new HashMap<>(inside);
    elements(element, "param")
        .forEach(
            param ->
                given.put(
                    param.getAttribute("name"), type(page, param.getAttribute("value"), inside)));
    if (is(element, FACELETS, "include")) {
      included(page, element.getAttribute("src")).forEach(part -> walk(part, scope.with(given)));
    }
    if (OURS.equals(element.getNamespaceURI()) && tags.containsKey(element.getLocalName())) {
      walkTag(page, element, inside);
    }
    if (is(element, FACELETS, "composition") && element.hasAttribute("template")) {
      walkTemplate(page, element, scope.with(given));
    } else if (is(element, FACELETS, "insert")
        && scope.parts().containsKey(element.getAttribute("name"))) {
      Part part = scope.parts().get(element.getAttribute("name"));
      children(part.define())
          .forEach(child -> walk(part.page(), child, new Scope(inside, part.parts())));
      texts(part.define()).forEach(text -> type(part.page(), text, inside));
    } else {
      children(element).forEach(child -> walk(page, child, scope.with(inside)));
    }
  }

  private void walkTemplate(Path page, Element composition, Scope scope) {
    Map<String, Part> parts = new HashMap<>();
    elements(composition, "define")
        .forEach(
            define ->
                parts.put(define.getAttribute("name"), new Part(page, define, scope.parts())));
    walk(
        WEBAPP.resolve(composition.getAttribute("template").substring(1)),
        new Scope(scope.variables(), parts));
  }

  /** What is inside of a tag is the page's own. */
  private void walkTag(Path page, Element use, Map<String, Type> variables) {
    Element tag = tags.get(use.getLocalName());
    Map<String, Type> inside = new HashMap<>(variables);
    children(tag)
        .filter(child -> child.getLocalName().equals("attribute"))
        .map(attribute -> child(attribute, "name").getTextContent())
        .forEach(
            name ->
                inside.put(
                    name,
                    use.hasAttribute(name) && !name.equals("method")
                        ? type(page, use.getAttribute(name), variables)
                        : UNKNOWN));
    walk(
        WEBAPP.resolve("WEB-INF").resolve(child(tag, "source").getTextContent()),
        new Scope(inside, Map.of()));
  }

  /** All files of the folder when the name is made of an expression. */
  private static Stream<Path> included(Path page, String src) {
    if (src.contains("#{")) {
      Path folder = page.resolveSibling(src.substring(0, src.indexOf('/')));
      return files().stream().filter(file -> file.startsWith(folder));
    }
    return Stream.of(
        src.startsWith("/") ? WEBAPP.resolve(src.substring(1)) : page.resolveSibling(src));
  }

  private void read(Path page, Attr attribute, Map<String, Type> variables) {
    if (ACTIONS.contains(attribute.getName())
        && !HTML.equals(attribute.getOwnerElement().getNamespaceURI())) {
      boolean ofEvent = is(attribute.getOwnerElement(), CORE, "event");
      action(page, attribute.getValue(), ofEvent ? "(component)" : "()", variables);
    } else if (!(attribute.getName().equals("value")
        && is(attribute.getOwnerElement(), FACELETS, "param"))) {
      type(page, attribute.getValue(), variables);
    }
  }

  private Type element(Path page, Type many) {
    try {
      return PropertyTypes.element(many);
    } catch (AssertionError e) {
      findings.add(page + ": " + e.getMessage());
      return UNKNOWN;
    }
  }

  // Expressions

  /** Of an expression that stands alone; of text with expressions in it, nothing is known. */
  private Type type(Path page, String text, Map<String, Type> variables) {
    if (!text.contains("#{")) {
      return UNKNOWN;
    }
    try {
      Node parsed = ELParser.parse(text);
      List<Type> parts = nodes(parsed).map(part -> type(part, variables)).toList();
      return parts.size() == 1 ? parts.get(0) : UNKNOWN;
    } catch (AssertionError e) {
      findings.add(page + ": " + text.strip() + ": " + e.getMessage());
      return UNKNOWN;
    }
  }

  /** Whose last name is that of a method. */
  private void action(Path page, String text, String given, Map<String, Type> variables) {
    boolean named = text.startsWith("#{") && text.matches(".*\\w}");
    type(page, named ? text.replaceFirst("}$", given + "}") : text, variables);
  }

  private Type type(Node node, Map<String, Type> variables) {
    if (node instanceof AstCompositeExpression || node instanceof AstDeferredExpression) {
      return nodes(node).map(part -> type(part, variables)).reduce((a, b) -> b).orElse(UNKNOWN);
    }
    if (node instanceof AstIdentifier) {
      return variable(node.getImage(), variables);
    }
    if (node instanceof AstValue) {
      Type type = type(node.jjtGetChild(0), variables);
      for (Node suffix : nodes(node).skip(1).toList()) {
        type = suffix(type, suffix, variables);
      }
      return type;
    }
    List<Type> parts = nodes(node).map(part -> type(part, variables)).toList();
    return node instanceof AstChoice ? parts.get(1) : UNKNOWN;
  }

  private Type suffix(Type owner, Node suffix, Map<String, Type> variables) {
    String name = suffix.getImage();
    if (suffix instanceof AstBracketSuffix) {
      Node key = suffix.jjtGetChild(0);
      type(key, variables);
      if (!(key instanceof AstString literal)) {
        return UNKNOWN;
      }
      name = literal.getString();
    }
    List<Node> arguments =
        nodes(suffix).filter(AstMethodArguments.class::isInstance).flatMap(this::nodes).toList();
    arguments.forEach(argument -> type(argument, variables));
    return nodes(suffix).anyMatch(AstMethodArguments.class::isInstance)
        ? types.call(owner, name, arguments.size())
        : types.property(owner, name);
  }

  private static Type variable(String name, Map<String, Type> variables) {
    if (IMPLICIT.contains(name)) {
      return UNKNOWN;
    }
    if (!variables.containsKey(name)) {
      throw new AssertionError("nothing is called " + name);
    }
    return variables.get(name);
  }

  private Stream<Node> nodes(Node node) {
    return IntStream.range(0, node.jjtGetNumChildren()).mapToObj(node::jjtGetChild);
  }

  // Reading

  private Map<String, Type> beans() {
    return classes.stream()
        .filter(type -> type.isAnnotatedWith(Named.class))
        .map(JavaClass::reflect)
        .collect(Collectors.toMap(PageExpressionsTest::name, type -> type));
  }

  private static String name(Class<?> bean) {
    String given = bean.getAnnotation(Named.class).value();
    String simple = bean.getSimpleName();
    return given.isEmpty()
        ? simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1)
        : given;
  }

  /** Those of our tags that are made of other tags. */
  private static Map<String, Element> tags() {
    Element library = parsed(WEBAPP.resolve("WEB-INF/lakegate.taglib.xml")).getDocumentElement();
    return children(library)
        .filter(tag -> tag.getLocalName().equals("tag"))
        .filter(tag -> children(tag).anyMatch(part -> part.getLocalName().equals("source")))
        .collect(Collectors.toMap(tag -> child(tag, "tag-name").getTextContent(), tag -> tag));
  }

  private static Element child(Element element, String name) {
    return children(element)
        .filter(child -> child.getLocalName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static Stream<Element> children(Element element) {
    return IntStream.range(0, element.getChildNodes().getLength())
        .mapToObj(element.getChildNodes()::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }

  private static Stream<Element> elements(Element parent, String name) {
    return children(parent).filter(child -> is(child, FACELETS, name));
  }

  private static Stream<String> texts(Element element) {
    return IntStream.range(0, element.getChildNodes().getLength())
        .mapToObj(element.getChildNodes()::item)
        .filter(node -> node.getNodeType() == org.w3c.dom.Node.TEXT_NODE)
        .map(org.w3c.dom.Node::getNodeValue);
  }

  private static Stream<Attr> attributes(Element element) {
    return IntStream.range(0, element.getAttributes().getLength())
        .mapToObj(i -> (Attr) element.getAttributes().item(i));
  }

  private static List<Path> addressed() {
    return files().stream()
        .filter(
            file ->
                !file.startsWith(WEBAPP.resolve("WEB-INF"))
                    || file.startsWith(WEBAPP.resolve("WEB-INF/errorpages")))
        .toList();
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(WEBAPP)) {
      return files.filter(file -> file.toString().endsWith(".xhtml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document parsed(Path file) {
    return DOCUMENTS.computeIfAbsent(file, PageExpressionsTest::parse);
  }

  private static Document parse(Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(file + " is not well-formed", e);
    }
  }
}
