package io.lakegate.workspace;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the kind of a workspace and the type of a credential ask of the other fields. */
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
      valid &= noneOnFabric(form.getCredential(), "credential", context);
      valid &= noneOnFabric(form.getAutomationCredential(), "automationCredential", context);
      return valid;
    }

    /** Neither a password nor a fixed token opens Fabric; what does comes with Entra. */
    private static boolean noneOnFabric(
        CredentialForm form, String field, ConstraintValidatorContext context) {
      boolean fixed = form != null && ("BASIC".equals(form.getType()) || isBearer(form));
      return !fixed || refuse(context, field, "type", "{credential.fabric}");
    }

    private static boolean credential(
        CredentialForm form, String field, ConstraintValidatorContext context) {
      if (form == null || form.getType() == null) {
        return true;
      }
      if (form.getType().equals("CLIENT_CREDENTIALS")
          || form.getType().equals("SIGNED_IN_PERSON")) {
        return refuse(context, field, "type", "{credential.later}");
      }
      boolean nameless = form.getUser() == null || form.getUser().isBlank();
      if (form.getType().equals("BASIC") && nameless) {
        return refuse(context, field, "user", "{required}");
      }
      return true;
    }

    private static boolean isBearer(CredentialForm form) {
      return "BEARER".equals(form.getType());
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
