package io.lakegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.audit.AuditAction;
import io.lakegate.person.GroupsSource;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.web.Route;
import io.lakegate.session.EndCause;
import io.lakegate.session.SessionState;
import io.lakegate.session.StatementState;
import io.lakegate.workspace.CredentialType;
import io.lakegate.workspace.WorkspaceKind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What ARCHITECTURE.md promises of pages. An exception is written, and named, in its rule. */
class PagesTest {
  private static final Path WEBAPP = Path.of("src/main/webapp");
  private static final Path JAVA = Path.of("src/main/java");
  private static final Path TEXTS = Path.of("src/main/resources/io/lakegate/texts.properties");
  private static final String HTML = "http://www.w3.org/1999/xhtml";
  private static final String FACES = "jakarta.faces.html";
  private static final String OURS = "lakegate";

  private static final Pattern EXPRESSION = Pattern.compile("[#$]\\{([^}]*)}");
  private static final Pattern TEXT_KEY = Pattern.compile("text\\['([\\w.-]+)']");
  private static final Pattern WORDS =
      Pattern.compile("<ui:param name=\"words\" value=\"([\\w.]+)\"/>");
  private static final Pattern OPERATOR =
      Pattern.compile("&&|\\|\\||\\band\\b|\\bor\\b|\\?|[*/+]| - |\\bdiv\\b|\\bmod\\b");
  private static final Pattern LETTERS = Pattern.compile("\\p{L}");

  /** What people read or hear. */
  private static final Set<String> SPOKEN =
      Set.of(
          "label",
          "title",
          "placeholder",
          "help",
          "aria-label",
          "alt",
          "message",
          "question",
          "consequence",
          "confirm",
          "summary",
          "requiredMessage",
          "converterMessage");

  /** Names that are the same in every language. */
  private static final Set<String> NAMES = Set.of("Lakegate", "· Lakegate", "CSV", "JSON");

  /** Parts of a page that scripts swap in: they have no frame around them. */
  private static final Set<String> FRAGMENTS =
      Set.of("sessions/facts.xhtml", "statements/fragment.xhtml");

  private record Page(String path, String source, Document document) {
    boolean hasAddress() {
      return !path.startsWith("WEB-INF/");
    }

    /** The file name of the template that it stands in. */
    String template() {
      return Path.of(document.getDocumentElement().getAttribute("template"))
          .getFileName()
          .toString();
    }

    /** Ids, labels and values of a tag's inside are what its use gives it. */
    boolean isTag() {
      return path.startsWith("WEB-INF/tags/");
    }

    /** {@code session-profiles/edit.xhtml} is answered by {@code SessionProfileEditBacking}. */
    String backing() {
      String singular = path.replaceAll("s/", "/").replace(".xhtml", "");
      return Pattern.compile("(?:^|[/-])(\\w)")
              .matcher(singular)
              .replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT))
          + "Backing";
    }
  }

  private final List<Page> pages = read();
  private final List<Page> addressed = pages.stream().filter(Page::hasAddress).toList();

  // Addresses

  @Test
  void every_page_with_an_address_has_a_backing_bean_of_its_name_and_uses_it() {
    assertThat(addressed)
        .isNotEmpty()
        .allSatisfy(
            page -> {
              assertThat(backings()).contains(page.backing());
              assertThat(page.source()).contains("#{" + bean(page.backing()) + ".");
            });
  }

  @Test
  void every_backing_bean_has_its_page() {
    List<String> shared =
        List.of(
            // Of all error pages
            "ErrorBacking",
            // Of the menu on every page, and of the page that asks for an organisation
            "OrganisationsBacking",
            // Of a part of the page about oneself, whose feature knows no group roles
            "WhyBacking");

    assertThat(backings())
        .filteredOn(backing -> !shared.contains(backing))
        .containsExactlyInAnyOrderElementsOf(addressed.stream().map(Page::backing).toList());
  }

  @Test
  void every_page_has_one_route_and_every_route_its_page() {
    // Instead of an address of its own: for who knows no tenant, or has no role in it.
    List<String> unasked = List.of("/enter.xhtml", "/no-role.xhtml");

    assertThat(Route.all())
        .extracting(Route::view)
        .filteredOn(view -> view.endsWith(".xhtml"))
        .containsExactlyInAnyOrderElementsOf(
            addressed.stream()
                .map(page -> "/" + page.path())
                .filter(page -> !unasked.contains(page))
                .toList());
  }

  @Test
  void every_other_route_leads_to_a_servlet() {
    List<String> served =
        found(Pattern.compile("@WebServlet\\(([^)]*)\\)"), sources())
            .flatMap(servlet -> found(Pattern.compile("\"(/[^\"]*)\""), servlet))
            .toList();

    assertThat(Route.all())
        .extracting(Route::view)
        .filteredOn(view -> !view.endsWith(".xhtml"))
        .isNotEmpty()
        .allSatisfy(view -> assertThat(served).contains(view));
  }

  @Test
  void every_page_stands_in_a_frame() {
    assertThat(addressed)
        .filteredOn(page -> !FRAGMENTS.contains(page.path()))
        .isNotEmpty()
        .allSatisfy(
            page ->
                assertThat(page.document().getDocumentElement().getAttribute("template"))
                    .startsWith("/WEB-INF/templates/"));
  }

  @Test
  void no_name_of_a_page_is_one_that_expressions_already_have() {
    Set<String> implicit =
        Set.of(
            "application",
            "cc",
            "component",
            "cookie",
            "facesContext",
            "flash",
            "flow",
            "header",
            "headerValues",
            "initParam",
            "param",
            "paramValues",
            "request",
            "resource",
            "session",
            "view");

    assertThat(elements(element -> !element.attribute("var").isEmpty()))
        .isNotEmpty()
        .allSatisfy(
            element ->
                assertThat(implicit).as("%s", element).doesNotContain(element.attribute("var")));
  }

  // What a browser or a person could be led astray by

  @Test
  void no_page_carries_styles_or_scripts_of_its_own() {
    assertThat(elements(element -> true))
        .allSatisfy(
            element -> {
              assertThat(element.is(HTML, "style")).as("%s", element).isFalse();
              assertThat(element.is(HTML, "script") && !element.content().isBlank())
                  .as("inline script at %s", element)
                  .isFalse();
              assertThat(element.attributes())
                  .as("%s", element)
                  .noneMatch(name -> name.equals("style") || name.matches("on[a-z]+"));
            });
  }

  @Test
  void everything_is_served_by_the_portal() {
    assertThat(elements(element -> true))
        .allSatisfy(
            element ->
                assertThat(Stream.of("src", "href", "action", "srcset", "poster", "data"))
                    .allSatisfy(
                        name ->
                            assertThat(element.attribute(name))
                                .as("%s of %s", name, element)
                                .doesNotMatch("(?i)(https?:)?//.*")));
  }

  @Test
  void no_page_decides_while_it_is_built_or_in_a_phase_of_its_own() {
    assertThat(elements(element -> true))
        .allSatisfy(
            element -> {
              assertThat(element.namespace()).as("%s", element).isNotEqualTo("jakarta.tags.core");
              // Faces gives back what was typed; of a secret it must not.
              assertThat(
                      element.is("jakarta.faces.core", "event")
                          && !element.attribute("listener").endsWith(".forget}"))
                  .as("%s", element)
                  .isFalse();
              assertThat(element.attributes())
                  .as("%s", element)
                  .doesNotContain("binding", "immediate");
            });
  }

  @Test
  void an_expression_has_one_operator_at_most_more_belong_in_a_getter() {
    assertThat(
            pages.stream()
                .flatMap(page -> found(EXPRESSION, page.source()))
                .filter(expression -> count(OPERATOR, withoutLiterals(expression)) > 1))
        .isEmpty();
  }

  // Forms

  @Test
  void every_form_input_and_command_has_a_literal_id() {
    // Plain buttons are known by name and value: those of rows would repeat an id.
    assertThat(
            elements(
                element -> element.isForm() || element.isInput() || element.isCommand(),
                page -> !page.isTag()))
        .isNotEmpty()
        .allSatisfy(
            element ->
                assertThat(element.attribute("id"))
                    .as("id of %s", element)
                    .isNotBlank()
                    .doesNotContain("#{"));
  }

  @Test
  void every_input_says_what_it_asks_for() {
    assertThat(elements(Part::isInput, page -> !page.isTag()))
        .isNotEmpty()
        .allSatisfy(
            element -> assertThat(element.isLabelled()).as("label of %s", element).isTrue());
  }

  @Test
  void inputs_write_to_their_page_s_backing_bean() {
    // Plain inputs are parts of GET forms: they write an address.
    assertThat(
            elements(
                element -> element.is(OURS, "field") || element.isFacesInput(),
                page -> !page.isTag()))
        .isNotEmpty()
        .allSatisfy(
            element ->
                assertThat(element.attribute("value"))
                    .as("value of %s", element)
                    // A template is given a part of the bean by the page that stands in it.
                    .startsWith(
                        element.page().hasAddress()
                            ? "#{" + bean(element.page().backing()) + "."
                            : "#{edit."));
  }

  @Test
  void every_form_either_carries_our_token_or_only_leads_to_an_address() {
    // Faces writes its forms through SameAddressViewHandler, which adds the token to each.
    assertThat(elements(Part::isForm))
        .isNotEmpty()
        .allSatisfy(
            form ->
                assertThat(form.is(FACES, "form") || form.attribute("method").equals("get"))
                    .as("%s sends by POST without a token", form)
                    .isTrue());
    assertThat(elements(element -> element.attributes().contains("formmethod"))).isEmpty();
    assertThat(contents(WEBAPP.resolve("WEB-INF/faces-config.xml")))
        .contains("SameAddressViewHandler", "FormTokenListener");
  }

  @Test
  void what_pages_do_when_they_are_read_is_asked_for_by_no_link() {
    // Commands.value knows whether a form of ours was sent; the parameter itself does not.
    List<String> harmless = List.of("revoke", "group", "name", "log");

    assertThat(found(Pattern.compile("getRequestParameter\\(\"(\\w+)\"\\)"), sources()))
        .isNotEmpty()
        .isSubsetOf(harmless);
  }

  @Test
  void a_value_in_an_address_is_an_id_or_encoded_by_its_backing_bean() {
    Pattern unencoded = Pattern.compile("[?&;][A-Za-z]+=(#\\{[^}]*})");

    assertThat(pages.stream().flatMap(page -> found(unencoded, page.source())))
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value).matches("#\\{.*([.]id|request[.]contextPath)}"));
  }

  @Test
  void nothing_but_what_pages_read_from_their_addresses_is_kept_through_a_sign_in() {
    Stream<String> read =
        elements(element -> element.is("jakarta.faces.core", "viewParam")).stream()
            .map(element -> element.attribute("name"))
            .filter(name -> !name.equals("back"));

    assertThat(Stream.concat(read, Stream.of("revoke", "group", "name")).distinct())
        .containsExactlyInAnyOrderElementsOf(kept());
  }

  /** The names that {@code ReturnAddress} lets through. */
  private static Set<String> kept() {
    String source = contents(JAVA.resolve("io/lakegate/person/ReturnAddress.java"));
    return found(
            Pattern.compile("\"(\\w+)\"[,)]"),
            source.substring(source.indexOf("Set.of("), source.indexOf("MAX_LENGTH")))
        .collect(Collectors.toSet());
  }

  // Texts

  @Test
  void every_text_a_page_names_exists() {
    assertThat(pages.stream().flatMap(page -> found(TEXT_KEY, page.source())))
        .isNotEmpty()
        .isSubsetOf(keys());
  }

  @Test
  void every_text_that_a_template_finishes_the_key_of_exists() {
    Pattern ending = Pattern.compile("words\\.concat\\('([\\w.]+)'\\)");
    List<String> keys = new ArrayList<>();
    for (Page page : addressed) {
      found(WORDS, page.source())
          .flatMap(
              words ->
                  found(ending, page("WEB-INF/templates/" + page.template()).source())
                      .map(words::concat))
          // A list of what stands in no workspace needs none.
          .filter(key -> !key.equals("workspace.needsWorkspace"))
          .forEach(keys::add);
    }

    assertThat(keys).isNotEmpty().isSubsetOf(keys());
  }

  @Test
  void every_text_is_used() {
    String pagesAndCode = sources() + String.join("\n", pages.stream().map(Page::source).toList());
    Set<String> named =
        new TreeSet<>(found(Pattern.compile("[\"']([\\w.-]+)[\"']"), pagesAndCode).toList());
    // A key's last part is often a value: 'state.' and the state.
    List<String> families = named.stream().filter(name -> name.endsWith(".")).toList();

    assertThat(keys())
        .isNotEmpty()
        .filteredOn(key -> !named.contains(key) && families.stream().noneMatch(key::startsWith))
        .isEmpty();
  }

  @Test
  void every_word_of_ours_has_its_text() {
    assertThat(
            Stream.of(
                    family("state", SessionState.values()),
                    family("state", StatementState.values()),
                    family("endCause", EndCause.values()),
                    family("operation", Operation.values()),
                    family("workspace.kind", WorkspaceKind.values()),
                    family("sessionProfile.launching", WorkspaceKind.values()),
                    family("credential", CredentialType.values()),
                    family("audit.action", AuditAction.values()),
                    family("why.source", GroupsSource.values()))
                .flatMap(family -> family))
        .isSubsetOf(keys());
  }

  @Test
  void no_text_is_written_twice_under_one_key() {
    assertThat(keys()).doesNotHaveDuplicates();
  }

  @Test
  void everything_a_page_says_comes_from_the_texts() {
    assertThat(elements(element -> true).stream().flatMap(Part::literals))
        .isNotEmpty()
        .filteredOn(text -> !NAMES.contains(text))
        .isEmpty();
  }

  // Reading

  private Page page(String path) {
    return pages.stream().filter(page -> page.path().equals(path)).findFirst().orElseThrow();
  }

  /** An element of a page. */
  private record Part(Page page, Element element) {
    String namespace() {
      return element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
    }

    String name() {
      return element.getLocalName();
    }

    boolean is(String namespace, String name) {
      return namespace().equals(namespace) && name().equals(name);
    }

    String attribute(String name) {
      return element.getAttribute(name);
    }

    String content() {
      return element.getTextContent();
    }

    List<String> attributes() {
      NamedNodeMap all = element.getAttributes();
      return IntStream.range(0, all.getLength()).mapToObj(i -> all.item(i).getNodeName()).toList();
    }

    boolean isForm() {
      return is(HTML, "form") || is(FACES, "form");
    }

    boolean isCommand() {
      return (namespace().equals(FACES) && name().startsWith("command"))
          || is(OURS, "confirmButton");
    }

    /** Something a person fills in. */
    boolean isInput() {
      boolean plain =
          namespace().equals(HTML)
              && Set.of("input", "select", "textarea").contains(name())
              // Boxes of rows would repeat an id; they are inside their label, see below.
              && !Set.of("hidden", "checkbox").contains(attribute("type"))
              // Told to the browser's store of passwords only, see the page.
              && !attributes().contains("hidden");
      boolean faces = isFacesInput() && !name().equals("inputHidden");
      return plain || faces || is(OURS, "field");
    }

    boolean isFacesInput() {
      return namespace().equals(FACES) && name().matches("(input|select).*");
    }

    boolean isLabelled() {
      return is(OURS, "field")
          || !attribute("aria-label").isEmpty()
          || Stream.of("label", "outputLabel").anyMatch(this::isNamedBy)
          // The legend names a group of boxes, each of which has its label.
          || (name().equals("selectManyCheckbox")
              && Stream.iterate(element.getParentNode(), Objects::nonNull, Node::getParentNode)
                  .anyMatch(parent -> "fieldset".equals(parent.getLocalName())));
    }

    /** Plain labels know the whole id, form included. */
    private boolean isNamedBy(String label) {
      NodeList labels = page.document().getElementsByTagNameNS("*", label);
      return IntStream.range(0, labels.getLength())
          .mapToObj(i -> ((Element) labels.item(i)).getAttribute("for"))
          .anyMatch(id -> id.equals(attribute("id")) || id.endsWith(":" + attribute("id")));
    }

    /** What it says by itself: text between its tags and in its spoken attributes. */
    Stream<String> literals() {
      NodeList children = element.getChildNodes();
      Stream<String> between =
          is(HTML, "script")
              ? Stream.empty()
              : IntStream.range(0, children.getLength())
                  .mapToObj(children::item)
                  .filter(child -> child.getNodeType() == Node.TEXT_NODE)
                  .map(Node::getNodeValue);
      NamedNodeMap attributes = element.getAttributes();
      Stream<String> spoken =
          IntStream.range(0, attributes.getLength())
              .mapToObj(i -> (Attr) attributes.item(i))
              .filter(attribute -> SPOKEN.contains(attribute.getLocalName()))
              .map(Attr::getValue)
              // An example address is the same in every language.
              .filter(value -> !value.startsWith("http://"));
      return Stream.concat(between, spoken)
          .map(text -> EXPRESSION.matcher(text).replaceAll("").strip())
          .filter(text -> LETTERS.matcher(text).find());
    }

    @Override
    public String toString() {
      return element.getNodeName() + " in " + page.path();
    }
  }

  private List<Part> elements(Predicate<Part> wanted) {
    return elements(wanted, page -> true);
  }

  private List<Part> elements(Predicate<Part> wanted, Predicate<Page> where) {
    List<Part> parts = new ArrayList<>();
    for (Page page : pages) {
      if (where.test(page)) {
        NodeList all = page.document().getElementsByTagNameNS("*", "*");
        IntStream.range(0, all.getLength())
            .mapToObj(i -> new Part(page, (Element) all.item(i)))
            .filter(wanted)
            .forEach(parts::add);
      }
    }
    return parts;
  }

  /** Fails for a page that is not well-formed. */
  private static List<Page> read() {
    return files(WEBAPP, ".xhtml").stream()
        .map(
            file -> {
              String source = contents(file);
              String path = WEBAPP.relativize(file).toString();
              return new Page(path, source, parsed(path, source));
            })
        .toList();
  }

  private static Document parsed(String path, String source) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(source)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(path + " is not well-formed: " + e.getMessage(), e);
    }
  }

  private static Stream<String> family(String prefix, Enum<?>... words) {
    return Arrays.stream(words).map(word -> prefix + "." + word.name());
  }

  private static List<String> backings() {
    return files(JAVA, "Backing.java").stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .toList();
  }

  private static String bean(String backing) {
    return backing.substring(0, 1).toLowerCase(Locale.ROOT) + backing.substring(1);
  }

  private static String sources() {
    return String.join("\n", files(JAVA, ".java").stream().map(PagesTest::contents).toList());
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    Properties texts =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            keys.add((String) key);
            return super.put(key, value);
          }
        };
    try (var reader = Files.newBufferedReader(TEXTS)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  private static String withoutLiterals(String expression) {
    return expression.replaceAll("'[^']*'", "''");
  }

  private static long count(Pattern pattern, String text) {
    return pattern.matcher(text).results().count();
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
