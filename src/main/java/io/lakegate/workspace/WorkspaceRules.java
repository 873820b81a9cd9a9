package io.lakegate.workspace;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/** Checks what the kind of a workspace and the type of a credential require of the other fields. */
@Constraint(validatedBy = WorkspaceRules.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WorkspaceRules {
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<WorkspaceRules, WorkspaceForm> {
    @Override
    public boolean isValid(WorkspaceForm form, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      boolean valid = true;
      String kind = form.getKind() == null ? "" : form.getKind();
      if (kind.equals("DATABRICKS")) {
        valid = refuse(context, "kind", "{workspace.kind.databricks}");
      } else if (kind.equals("APACHE_LIVY")) {
        valid = livy(form, context);
      } else if (kind.equals("FABRIC")) {
        valid = fabric(form, context);
      }
      valid &= credential(form.getCredential(), "credential", context);
      valid &= credential(form.getAutomationCredential(), "automationCredential", context);
      valid &= person(form, context);
      return valid;
    }

    private static boolean livy(WorkspaceForm form, ConstraintValidatorContext context) {
      boolean valid = true;
      if (form.getUrl() == null || form.getUrl().isBlank()) {
        valid = refuse(context, "url", "{required}");
      } else if (WorkspaceUrl.parse(form.getUrl()).isEmpty()) {
        valid = refuse(context, "url", "{workspace.url}");
      }
      if (form.getFabricId() != null) {
        valid = refuse(context, "fabricId", "{workspace.fabricId.livy}");
      }
      return valid;
    }

    private static boolean fabric(WorkspaceForm form, ConstraintValidatorContext context) {
      boolean valid = true;
      if (form.getFabricId() == null) {
        valid = refuse(context, "fabricId", "{required}");
      }
      if (form.getUrl() != null) {
        valid = refuse(context, "url", "{workspace.url.fabric}");
      }
      if (form.plainProxyUserClaim() != null) {
        valid = refuse(context, "proxyUserClaim", "{workspace.proxyUserClaim.fabric}");
      }
      valid &= noneOnFabric(form.getCredential(), "credential", context);
      valid &= noneOnFabric(form.getAutomationCredential(), "automationCredential", context);
      return valid;
    }

    /** Neither a password nor a fixed token opens Fabric; it asks nobody twice, but everybody. */
    private static boolean noneOnFabric(
        CredentialForm form, String field, ConstraintValidatorContext context) {
      boolean fixed = form != null && (is(form, "BASIC") || is(form, "BEARER"));
      return !fixed || refuse(context, field, "type", "{credential.fabric}");
    }

    private static boolean credential(
        CredentialForm form, String field, ConstraintValidatorContext context) {
      if (form == null || form.getType() == null) {
        return true;
      }
      if (is(form, "BASIC") && isBlank(form.getUser())) {
        return refuse(context, field, "user", "{required}");
      }
      if (!is(form, "CLIENT_CREDENTIALS") && !is(form, "SIGNED_IN_PERSON")) {
        return true;
      }
      boolean valid = true;
      if (form.plainScope() != null && resources(form.plainScope()) > 1) {
        valid = refuse(context, field, "scope", "{credential.oneResource}");
      }
      if (is(form, "CLIENT_CREDENTIALS")) {
        valid &= client(form, field, context);
      }
      return valid;
    }

    private static boolean client(
        CredentialForm form, String field, ConstraintValidatorContext context) {
      boolean valid = true;
      if (isBlank(form.getClientId())) {
        valid = refuse(context, field, "clientId", "{required}");
      }
      if (!isBlank(form.getTokenUrl())
          && WorkspaceUrl.parse(form.getTokenUrl()).filter(Validator::isPrivate).isEmpty()) {
        valid = refuse(context, field, "tokenUrl", "{credential.tokenUrl}");
      }
      return valid;
    }

    /** Whether nobody listens on the way: encrypted, or this very machine for trying things out. */
    private static boolean isPrivate(URI uri) {
      return uri.getScheme().equals("https")
          || Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
    }

    /** A scope with an address in it names its resource before the last slash, as Entra's do. */
    private static long resources(String scopes) {
      return Arrays.stream(scopes.split(" ", -1))
          .filter(scope -> scope.contains("://"))
          .map(scope -> scope.substring(0, scope.lastIndexOf('/')))
          .distinct()
          .count();
    }

    /** A person's token is for one resource, and goes where nobody listens. */
    private static boolean person(WorkspaceForm form, ConstraintValidatorContext context) {
      boolean valid = true;
      if (is(form.getAutomationCredential(), "SIGNED_IN_PERSON")) {
        valid = refuse(context, "automationCredential", "type", "{credential.automationPerson}");
      }
      if (!is(form.getCredential(), "SIGNED_IN_PERSON") || !"APACHE_LIVY".equals(form.getKind())) {
        return valid;
      }
      if (form.getCredential().plainScope() == null) {
        valid = refuse(context, "credential", "scope", "{required}");
      }
      boolean open =
          form.getUrl() != null
              && WorkspaceUrl.parse(form.getUrl()).filter(uri -> !isPrivate(uri)).isPresent();
      return open ? refuse(context, "url", "{workspace.url.person}") : valid;
    }

    private static boolean is(CredentialForm form, String type) {
      return form != null && type.equals(form.getType());
    }

    private static boolean isBlank(String text) {
      return text == null || text.isBlank();
    }

    private static boolean refuse(
        ConstraintValidatorContext context, String field, String message) {
      context
          .buildConstraintViolationWithTemplate(message)
          .addPropertyNode(field)
          .addConstraintViolation();
      return false;
    }

    private static boolean refuse(
        ConstraintValidatorContext context, String parent, String field, String message) {
      context
          .buildConstraintViolationWithTemplate(message)
          .addPropertyNode(parent)
          .addPropertyNode(field)
          .addConstraintViolation();
      return false;
    }
  }
}
