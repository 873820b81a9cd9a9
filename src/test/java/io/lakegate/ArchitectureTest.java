package io.lakegate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.lakegate.audit.RefusalFilter;
import io.lakegate.backend.Backend;
import io.lakegate.ledger.LeaseLost;
import io.lakegate.person.BearerFilter;
import io.lakegate.person.PersonService;
import io.lakegate.person.RestTokenService;
import io.lakegate.person.SignInService;
import io.lakegate.person.TenantFilter;
import io.lakegate.platform.database.InstallationRepository;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import io.lakegate.tenant.CurrentTenant;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What ARCHITECTURE.md promises. An exception is written, and named, in its rule. */
@AnalyzeClasses(packages = "io.lakegate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.lakegate";
  private static final String PLATFORM = "io.lakegate.platform..";
  private static final String LEDGER = "io.lakegate.ledger..";
  private static final String CLIENT = "io.lakegate.client..";
  private static final String OUTPUT = "io.lakegate.output..";
  private static final String HISTORY = "io.lakegate.history..";
  private static final String CONSOLE = "io.lakegate.console..";
  private static final String BACKEND = "io.lakegate.backend..";
  private static final String ADAPTERS = "io.lakegate.backend.*..";
  private static final String LAUNCHER = "io.lakegate.launcher..";

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.lakegate..");
  private static final DescribedPredicate<JavaClass> FEATURES =
      OURS.and(not(resideInAnyPackage(ROOT, PLATFORM, CLIENT, BACKEND, LAUNCHER)))
          .as("belong to a feature");
  private static final DescribedPredicate<JavaClass> BACKINGS = named("Backing");
  private static final DescribedPredicate<JavaClass> RESOURCES = named("Resource");
  private static final DescribedPredicate<JavaClass> REPOSITORIES = named("Repository");
  private static final DescribedPredicate<JavaClass> SERVICES = named("Service");

  // Dependencies

  @ArchTest
  static final ArchRule packages_below_the_root_are_free_of_cycles =
      slices()
          .matching("io.lakegate.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature can be read, and changed, without all others (ADR 1)");

  @ArchTest
  static final ArchRule packages_of_the_platform_are_free_of_cycles =
      slices()
          .matching("io.lakegate.platform.(*)..")
          .should()
          .beFreeOfCycles()
          .because("the platform is many small things, not one (ADR 1)");

  @ArchTest
  static final ArchRule nothing_sees_the_root =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .because("the root lists the features, so it sees them and not the reverse (ADR 1)");

  @ArchTest
  static final ArchRule the_platform_knows_no_feature_and_no_client =
      noClasses()
          .that()
          .resideInAPackage(PLATFORM)
          .should()
          .dependOnClassesThat(OURS.and(not(resideInAnyPackage(PLATFORM))))
          .because("how we are wired does not depend on what we do (ADR 1)");

  @ArchTest
  static final ArchRule clients_know_no_feature_no_database_and_no_page =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat(
              FEATURES.or(resideInAnyPackage(BACKEND, "jakarta.persistence..", "jakarta.faces..")))
          .because("what we talk to is told everything it needs (ADR 1, ADR 4)");

  @ArchTest
  static final ArchRule the_ledger_knows_no_kind_of_work =
      noClasses()
          .that()
          .resideInAPackage(LEDGER)
          .should()
          .dependOnClassesThat(OURS.and(not(resideInAnyPackage(LEDGER, PLATFORM))))
          .because("each kind of remote work brings its own states and steps (ADR 4)");

  @ArchTest
  static final ArchRule features_reach_the_tracker_only_by_waking_it =
      noClasses()
          .that()
          .resideOutsideOfPackages(LEDGER, "io.lakegate.startup..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.lakegate.ledger.Tracker")
          .because("what a feature stores is looked after by whichever node holds it (ADR 4)");

  @ArchTest
  static final ArchRule backends_know_no_feature_no_database_and_no_page =
      noClasses()
          .that()
          .resideInAPackage(BACKEND)
          .should()
          .dependOnClassesThat(
              FEATURES.or(resideInAnyPackage("jakarta.persistence..", "jakarta.faces..")))
          .because("a backend is told everything it needs (ADR 19)");

  @ArchTest
  static final ArchRule the_port_knows_no_client_and_no_adapter =
      noClasses()
          .that()
          .resideInAPackage("io.lakegate.backend")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLIENT, ADAPTERS)
          .because("its words are those of no vendor (ADR 19)");

  @ArchTest
  static final ArchRule adapters_are_known_only_where_one_is_chosen =
      noClasses()
          .that()
          .resideOutsideOfPackage(ADAPTERS)
          .and(not(called("Backends")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ADAPTERS)
          .because("another kind of backend is another adapter and one line (ADR 19)");

  @ArchTest
  static final ArchRule a_clients_words_for_a_backend_are_known_only_to_its_adapter =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.lakegate.client.livy..", "io.lakegate.backend.livy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lakegate.client.livy..")
          .because("no feature knows a vendor's words (ADR 19)");

  @ArchTest
  static final ArchRule what_runs_code_knows_no_client =
      noClasses()
          .that()
          .resideInAnyPackage("io.lakegate.session..", "io.lakegate.sessionprofile..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLIENT)
          .because("it runs on any backend (ADR 19)");

  @ArchTest
  static final ArchRule only_the_exchange_knows_the_http_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lakegate.client.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.http..", "org.glassfish.jersey..")
          .because("one way out judges every address and repeats nothing (ADR 4)");

  @ArchTest
  static final ArchRule nothing_leads_to_startup_or_admin =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, "io.lakegate.startup..", "io.lakegate.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.lakegate.startup..", "io.lakegate.admin..")
          .because("they only put together what others own (ADR 1)");

  @ArchTest
  static final ArchRule output_knows_no_feature_and_no_entity =
      noClasses()
          .that()
          .resideInAPackage(OUTPUT)
          .should()
          .dependOnClassesThat(
              FEATURES
                  .and(not(resideInAnyPackage(OUTPUT, "io.lakegate.backend")))
                  .or(annotatedWith(Entity.class)))
          .because("an answer is made readable without knowing who asked and where it is kept");

  @ArchTest
  static final ArchRule session_is_below_the_rooms_that_show_it =
      noClasses()
          .that()
          .resideInAPackage("io.lakegate.session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONSOLE, HISTORY)
          .because("what runs does not depend on how it is shown");

  @ArchTest
  static final ArchRule only_the_console_shows_parts_of_the_history =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, CONSOLE, HISTORY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HISTORY)
          .because("the read side is on top: a feature that needs it asks session");

  @ArchTest
  static final ArchRule nothing_leads_to_the_console =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, CONSOLE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CONSOLE)
          .because("pages are on top of everything");

  @ArchTest
  static final ArchRule quota_knows_no_feature =
      noClasses()
          .that()
          .resideInAPackage("io.lakegate.quota..")
          .should()
          .dependOnClassesThat(FEATURES.and(not(resideInAnyPackage("io.lakegate.quota.."))))
          .because("every kind of work asks it, so it must not know them");

  @ArchTest
  static final ArchRule the_launcher_stands_apart =
      classes()
          .that()
          .resideInAPackage(LAUNCHER)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(LAUNCHER, "java..")
          .because("it runs in Maven's JVM or alone, without anything the server provides");

  // The database

  @ArchTest
  static final ArchRule only_repositories_see_the_entity_manager =
      noClasses()
          .that(not(REPOSITORIES))
          // Says whose rows a repository's queries see; asks none itself.
          .and(not(called("VisibleRowsInterceptor")))
          // A part of repositories, given their own manager.
          .and(not(called("NamedRows")))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.persistence.EntityManager")
          .because("a query without a tenant has only one kind of place to hide in (ADR 2)");

  @ArchTest
  static final ArchRule repositories_are_hidden_by_the_compiler =
      classes()
          .that(REPOSITORIES)
          // Rows of the platform that features of several packages share.
          .and(not(belongToAnyOf(InstallationRepository.class, IdempotencyKeyRepository.class)))
          .should()
          .bePackagePrivate()
          .because("nobody goes around a service (ADR 1)");

  @ArchTest
  static final ArchRule repositories_are_told_the_tenant_first =
      methods()
          .that()
          .areDeclaredInClassesThat(REPOSITORIES.or(called("NamedRows")))
          .and()
          .areNotPrivate()
          .and(are_written_by_us())
          .and(
              not(
                  declared_in(
                      // The tenants themselves, and what is the installation's and nobody's.
                      "TenantRepository", "InstallationRepository", "SigningKeyRepository")))
          .and(
              not(
                  // By an account's name alone, to find the only tenant it can mean.
                  any_of(
                      "PersonRepository.tenantsOf",
                      // By what stands behind the @ of an address, before anybody signed in.
                      "EmailDomainRepository.tenantOf",
                      // Trackers and sweepers go over all tenants; what they take names its tenant.
                      "LeaseRepository.claimDue",
                      "LeaseRepository.renew",
                      "LeaseRepository.releaseAll",
                      "RetentionRepository.tenants",
                      "PersonTokenRepository.tenants",
                      "RestTokenRepository.sweep",
                      "SignInRepository.sweep",
                      "IdempotencyKeyRepository.sweep")))
          .should(take_the_tenant_first())
          .because("no query forgets the tenant (ADR 2)");

  @ArchTest
  static final ArchRule repositories_see_the_rows_of_one_tenant =
      classes()
          .that(REPOSITORIES)
          .and(are_transactional())
          // The tenants themselves, and what is the installation's and nobody's.
          .and(not(called("TenantRepository")))
          .and(not(called("InstallationRepository")))
          .and(not(called("SigningKeyRepository")))
          .should()
          .beAnnotatedWith(WithinTenant.class)
          .because("a query that forgets the tenant is to see nothing (ADR 17)");

  @ArchTest
  static final ArchRule services_are_told_the_tenant_first =
      methods()
          .that()
          .areDeclaredInClassesThat(SERVICES)
          .and()
          .arePublic()
          .and(are_written_by_us())
          // It is about the tenants themselves, and asks for the operators' right.
          .and(not(declared_in(TenantService.class.getSimpleName())))
          .and(
              not(
                  any_of(
                      // By an account's name alone, to find the only tenant it can mean.
                      PersonService.class.getSimpleName() + ".findOnlyTenantOf",
                      // Sweepers go over all tenants and give nothing back.
                      RestTokenService.class.getSimpleName() + ".sweep",
                      SignInService.class.getSimpleName() + ".sweep",
                      "PersonTokenService.sweep",
                      "RetentionService.sweep",
                      // Reads the row it is given, nothing else.
                      RestTokenService.class.getSimpleName() + ".state")))
          .should(take_the_tenant_first())
          .because("only front doors know who is asking (ADR 2)");

  @ArchTest
  static final ArchRule transactions_are_opened_by_repositories_and_services_only =
      classes()
          .that(are_transactional())
          .should()
          .haveSimpleNameEndingWith("Repository")
          .orShould()
          .haveSimpleNameEndingWith("Service")
          .because("what commits together is decided where the rules are (ADR 4)");

  @ArchTest
  static final ArchRule nothing_transactional_talks_to_a_remote =
      classes()
          .that(are_transactional())
          .should(not_call_a_client_inside_a_transaction())
          .because("no remote call is made inside a transaction (ADR 4)");

  @ArchTest
  static final ArchRule entities_belong_to_a_tenant_for_ever =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .and(
              not(
                  called(
                      // The tenant itself, and the installation's own keys.
                      Tenant.class.getSimpleName(),
                      "SigningKey",
                      // Parts of a session and a statement under the same id, tenant included.
                      "SessionLog",
                      "StatementOutput")))
          .should()
          .beAssignableTo(TenantOwned.class)
          .because("every row says whose it is (ADR 2)");

  @ArchTest
  static final ArchRule entities_live_in_a_feature =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          // The tokens of every feature are signed with it.
          .and(not(called("SigningKey")))
          .should(be(FEATURES))
          .because("a feature owns its rows (ADR 1)");

  @ArchTest
  static final ArchRule entities_have_no_setters =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Entity.class)
          .and()
          .arePublic()
          .should()
          .haveNameStartingWith("set")
          .because("what strangers send is bound to forms, never to entities (ADR 5)");

  @ArchTest
  static final ArchRule entities_name_each_other_by_id =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Entity.class)
          .should(
              new ArchCondition<>("hold another entity") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                  field.getAllInvolvedRawTypes().stream()
                      .filter(type -> type.isAnnotatedWith(Entity.class))
                      .forEach(
                          type ->
                              events.add(
                                  SimpleConditionEvent.satisfied(
                                      field, field.getFullName() + " holds " + type.getName())));
                }
              })
          .because("a row is read by its own query, with its tenant (ADR 2)");

  // Front doors

  @ArchTest
  static final ArchRule only_front_doors_know_the_current_tenant =
      classes()
          .that()
          .areAssignableTo(CurrentTenant.class)
          .should()
          .onlyHaveDependentClassesThat(
              BACKINGS
                  .or(RESOURCES)
                  .or(named("Servlet"))
                  .or(belongToAnyOf(CurrentTenant.class, TenantFilter.class)))
          .because("everything below is told the tenant (ADR 2)");

  @ArchTest
  static final ArchRule only_front_doors_know_who_is_asking =
      classes()
          .that()
          .areAssignableTo(CurrentCaller.class)
          .should()
          .onlyHaveDependentClassesThat(
              BACKINGS
                  .or(RESOURCES)
                  .or(named("Servlet"))
                  .or(
                      belongToAnyOf(
                          CurrentCaller.class,
                          TenantFilter.class,
                          BearerFilter.class,
                          RefusalFilter.class)))
          .because("everything below is told the caller (ADR 2)");

  @ArchTest
  static final ArchRule only_backings_and_the_platform_know_faces =
      noClasses()
          .that(not(BACKINGS))
          .and()
          .resideOutsideOfPackage("io.lakegate.platform.web..")
          // Writes a result as a table, as the platform's tags write the rest of a page.
          .and(not(called("GridComponent")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.faces..", "org.primefaces..", "org.omnifaces..")
          .because("a service serves both front doors (ADR 5)");

  @ArchTest
  static final ArchRule only_resources_and_the_platform_know_rest =
      noClasses()
          .that(not(RESOURCES))
          .and()
          .resideOutsideOfPackages(ROOT, CLIENT, "io.lakegate.platform.api..")
          // The API's door itself, in and out; the words of the history's address; answers that
          // wait.
          .and(
              not(
                  called(
                      BearerFilter.class.getSimpleName(),
                      RefusalFilter.class.getSimpleName(),
                      "StatementQuery",
                      "StatementWaiting")))
          .and(not(nested_in("StatementWaiting")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..")
          .because("a service serves both front doors (ADR 5)");

  @ArchTest
  static final ArchRule front_doors_go_through_services =
      noClasses()
          .that(BACKINGS.or(RESOURCES).or(named("Servlet")))
          .should()
          .dependOnClassesThat(
              REPOSITORIES.or(resideInAPackage(CLIENT)).or(assignableTo(Backend.class)))
          .because("rights and rules are the service's, and a page waits for no remote (ADR 4)");

  @ArchTest
  static final ArchRule front_doors_are_given_services_only =
      noFields()
          .that()
          .areDeclaredInClassesThat(BACKINGS.or(RESOURCES).or(named("Servlet")))
          .and()
          .areAnnotatedWith(Inject.class)
          .should()
          .haveRawType(
              FEATURES
                  .and(not(SERVICES))
                  .and(not(belongToAnyOf(CurrentTenant.class)))
                  // A page and the part of it that is fetched again.
                  .and(not(called("SessionFactsBacking")))
                  // Events and answers that wait for a change.
                  .and(not(called("SessionChanges", "StatementWaiting")))
                  // What a failed sign-in shows, which knows requests and cookies.
                  .and(not(called("SignInFailures"))))
          .because("what a feature is made of is its own; what it does is its service's");

  @ArchTest
  static final ArchRule front_doors_know_no_front_door_of_another_feature =
      noClasses()
          .that(BACKINGS.or(RESOURCES).or(named("Servlet")))
          .should(
              new ArchCondition<>("depend on a front door of another package") {
                @Override
                public void check(JavaClass door, ConditionEvents events) {
                  door.getDirectDependenciesFromSelf().stream()
                      .filter(
                          known ->
                              BACKINGS
                                  .or(RESOURCES)
                                  .or(named("Servlet"))
                                  .and(FEATURES)
                                  .test(known.getTargetClass()))
                      .filter(
                          known -> !known.getTargetClass().getPackage().equals(door.getPackage()))
                      .forEach(
                          known ->
                              events.add(
                                  SimpleConditionEvent.satisfied(known, known.getDescription())));
                }
              })
          .because("what two of them need is a service's");

  @ArchTest
  static final ArchRule backing_beans_live_as_long_as_their_request =
      classes()
          .that(BACKINGS)
          .should()
          .bePublic()
          .andShould()
          .beAnnotatedWith(Named.class)
          .andShould()
          .beAnnotatedWith(RequestScoped.class)
          .andShould()
          .notBeAssignableTo(Serializable.class)
          .because("no page keeps state on the server between requests (ADR 8)");

  @ArchTest
  static final ArchRule no_property_is_both_a_yes_or_no_and_a_value =
      noClasses()
          .should(
              new ArchCondition<>("have isX and getX for one X") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getAllMethods().stream()
                      .filter(method -> method.getRawParameterTypes().isEmpty())
                      .filter(method -> method.getName().matches("is[A-Z].*"))
                      .filter(
                          method ->
                              type.tryGetMethod("get" + method.getName().substring(2)).isPresent())
                      .forEach(
                          method ->
                              events.add(
                                  SimpleConditionEvent.satisfied(
                                      method, method.getFullName() + " hides its getter")));
                }
              })
          .because("an expression of a page reads isX and never getX, so it shows 'true'");

  @ArchTest
  static final ArchRule nothing_lives_in_a_view_or_an_http_session =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.(SessionScoped|ViewScoped|ConversationScoped|FlowScoped)")
          .because("any node answers any request (ADR 8)");

  @ArchTest
  static void the_application_lists_every_resource(JavaClasses all) {
    ArchRule rule =
        classes()
            .that(RESOURCES.or(are_served()))
            .should(be(belongToAnyOf(new RestApplication().getClasses().toArray(Class<?>[]::new))))
            .andShould()
            .beAnnotatedWith(RequestScoped.class)
            .because("one file shows the whole API, and nothing is served by being found");
    rule.check(all);
  }

  // Words and habits

  @ArchTest
  static final ArchRule features_throw_the_one_exception =
      classes()
          .that(FEATURES)
          .should(
              new ArchCondition<>("make no exception but LakegateException and its JDK friends") {
                private final Set<Class<?>> friends =
                    Set.of(
                        LakegateException.class,
                        // Ends a step of the tracker; no front door is behind it (ADR 4).
                        LeaseLost.class,
                        // A defect of ours or a row that cannot be: logged, shown as a reference.
                        IllegalArgumentException.class,
                        IllegalStateException.class,
                        UncheckedIOException.class);

                @Override
                public void check(JavaClass checked, ConditionEvents events) {
                  for (JavaConstructorCall call : checked.getConstructorCallsFromSelf()) {
                    JavaClass made = call.getTargetOwner();
                    // Errors are the compiler's own, at the end of a switch over an enum.
                    if (made.isAssignableTo(Exception.class)
                        && friends.stream().noneMatch(made::isEquivalentTo)
                        && !made.equals(checked.getRawSuperclass().orElse(null))) {
                      events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                  }
                }
              })
          .because("both front doors refuse alike, by code (ADR 3)");

  @ArchTest
  static final ArchRule nothing_generic_is_thrown =
      GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
          "a failure has a code or a reference (ADR 3)");

  @ArchTest
  static final ArchRule only_the_launcher_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage(LAUNCHER)
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("the log has levels and keeps secrets out");

  @ArchTest
  static final ArchRule time_comes_from_the_clock =
      noClasses()
          .that()
          .resideOutsideOfPackage(LAUNCHER)
          .and(
              not(
                  called(
                      "ClockProducer",
                      // For a remote that does not say what it takes the time to be; bounded.
                      "RetryAfter",
                      // The container would have taken its own; nothing reads it.
                      "RequestOnlySession")))
          .should()
          .callMethodWhere(
              DescribedPredicate.<JavaMethodCall>describe(
                  "asks the machine for the time",
                  call ->
                      (call.getTargetOwner().isAssignableTo(Temporal.class)
                              && call.getName().equals("now")
                              && call.getTarget().getRawParameterTypes().isEmpty())
                          || (call.getTargetOwner().isEquivalentTo(Clock.class)
                              && call.getName().startsWith("system"))
                          || (call.getTargetOwner().isEquivalentTo(System.class)
                              && call.getName().equals("currentTimeMillis"))))
          .because("tests fix the clock, and everybody means the same time");

  @ArchTest
  static final ArchRule json_is_read_in_one_place =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.lakegate.platform.json..", LAUNCHER)
          // A request is read more strictly than any other text.
          .and(not(called("JsonText")))
          .should()
          .dependOnClassesThat()
          .haveNameMatching("jakarta\\.json\\.(JsonReader|stream\\.JsonParser)(Factory)?")
          .because("a text of others is read within bounds");

  @ArchTest
  static final ArchRule the_old_date_is_used_only_where_a_library_wants_it =
      noClasses()
          // Nimbus takes a token's times as dates, and the JDK's certificates end on one.
          .that(not(called("SigningKeys", "OidcCertificate")))
          .should()
          // Not JDBC's subclass of it, which native queries take.
          .dependOnClassesThat()
          .haveFullyQualifiedName(Date.class.getName())
          .because("an Instant says what it is");

  @ArchTest
  static final ArchRule beans_are_given_their_fields =
      fields()
          .that()
          .areAnnotatedWith(Inject.class)
          .should()
          .bePackagePrivate()
          .because("Payara's proxies need an empty constructor and tests set fields (ADR 6)");

  @ArchTest
  static final ArchRule no_constructor_is_injected =
      noConstructors()
          .should()
          .beAnnotatedWith(Inject.class)
          .because("Payara's proxies need an empty constructor (ADR 6)");

  @ArchTest
  static final ArchRule an_interface_has_several_implementations =
      classes()
          .that()
          .areInterfaces()
          .and()
          .areNotAnnotations()
          .and()
          // Nested ones name what a lambda does; package-info is one to the compiler.
          .areTopLevelClasses()
          .and(not(called("package-info")))
          // Fabric's calls are still to come; tests have implementations of their own.
          .and(not(called("Backend")))
          // Implemented by the client library's proxy.
          .and(not(called("LivyApi")))
          // Asked by a feature that must not know who answers (ADR 13).
          .and(not(called("GroupRights")))
          .and(not(called("RemainingAdministrators")))
          .and(not(called("KeptTokens")))
          .and(not(called("KnownPeople")))
          // All that features see of the tracker (ADR 4).
          .and(not(called("Wake")))
          .and(not(called("PersonLock")))
          .should(
              new ArchCondition<>("be implemented more than once") {
                @Override
                public void check(JavaClass checked, ConditionEvents events) {
                  if (checked.getAllSubclasses().size() < 2) {
                    events.add(
                        SimpleConditionEvent.violated(
                            checked, checked.getName() + " has no second implementation"));
                  }
                }
              })
          .because("an interface for one class is a second name for it (ADR 1)");

  @ArchTest
  static final ArchRule names_are_the_words_of_the_field =
      noClasses()
          // Livy's own word for the links of a session.
          .that(not(called("LivyAppInfo")))
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|Data|Info)(\\$.*)?")
          .because("such names say nothing about what a class is for (ADR 1)");

  private static DescribedPredicate<JavaClass> named(String... endings) {
    return describe(
        "are named *" + String.join(" or *", endings),
        checked ->
            Arrays.stream(endings).anyMatch(ending -> checked.getSimpleName().endsWith(ending)));
  }

  private static DescribedPredicate<JavaClass> called(String... names) {
    return describe(
        "are called " + String.join(" or ", names),
        checked -> Arrays.asList(names).contains(checked.getSimpleName()));
  }

  private static DescribedPredicate<JavaClass> nested_in(String outer) {
    return describe(
        "are nested in " + outer,
        checked ->
            checked
                .getEnclosingClass()
                .map(JavaClass::getSimpleName)
                .filter(outer::equals)
                .isPresent());
  }

  private static DescribedPredicate<JavaClass> are_served() {
    return describe(
        "are served by their path",
        checked -> checked.isAnnotatedWith(Path.class) && !checked.isInterface());
  }

  private static DescribedPredicate<JavaClass> are_transactional() {
    return describe(
        "are transactional",
        checked ->
            checked.isAnnotatedWith(Transactional.class)
                || checked.getMethods().stream()
                    .anyMatch(method -> method.isAnnotatedWith(Transactional.class)));
  }

  private static DescribedPredicate<JavaMethod> are_written_by_us() {
    return describe(
        "are written by us",
        method ->
            !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !method.getName().startsWith("lambda$"));
  }

  private static DescribedPredicate<JavaMember> declared_in(String... owners) {
    return describe(
        "are declared in " + List.of(owners),
        member -> List.of(owners).contains(member.getOwner().getSimpleName()));
  }

  private static DescribedPredicate<JavaMember> any_of(String... members) {
    return describe(
        "are one of " + List.of(members),
        member ->
            List.of(members).contains(member.getOwner().getSimpleName() + "." + member.getName()));
  }

  private static ArchCondition<JavaMethod> take_the_tenant_first() {
    return new ArchCondition<>("take the tenant first") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Optional<JavaClass> first = method.getRawParameterTypes().stream().findFirst();
        if (first.filter(type -> type.isEquivalentTo(TenantId.class)).isEmpty()) {
          events.add(SimpleConditionEvent.violated(method, method.getFullName()));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> not_call_a_client_inside_a_transaction() {
    return new ArchCondition<>("not call a client inside a transaction") {
      @Override
      public void check(JavaClass checked, ConditionEvents events) {
        boolean whole = checked.isAnnotatedWith(Transactional.class);
        for (JavaAccess<?> access : checked.getAccessesFromSelf()) {
          boolean inside =
              whole
                  || (access.getOrigin() instanceof JavaMethod method
                      && method.isAnnotatedWith(Transactional.class));
          boolean remote =
              resideInAPackage(CLIENT)
                  .or(assignableTo(Backend.class))
                  .test(access.getTargetOwner());
          if (inside && remote) {
            events.add(SimpleConditionEvent.violated(access, access.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> be(DescribedPredicate<? super JavaClass> wanted) {
    return ArchCondition.from(wanted.<JavaClass>forSubtype());
  }
}
