package io.lakegate.fabricitem;

import io.lakegate.audit.AuditAction;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.tenancy.TenantId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Everything in which the kinds of Fabric items differ.
 *
 * @param word the kind in the middle of a sentence; also the first part of its texts' keys
 * @param article the word with its article, for the beginning of a sentence
 * @param plural the word for several, for the beginning of a sentence
 * @param address the last part of the address of its list
 * @param fields the fields of its form in the order in which a page shows their differences
 */
public record FabricItemKind<T extends FabricItem, F extends FabricItemForm>(
    Class<T> type,
    String word,
    String article,
    String plural,
    String address,
    List<String> fields,
    Conversions<T, F> conversions,
    Actions actions,
    Refusals refusals) {

  public static final FabricItemKind<Lakehouse, LakehouseForm> LAKEHOUSE =
      new FabricItemKind<>(
          Lakehouse.class,
          "lakehouse",
          "A lakehouse",
          "Lakehouses",
          "lakehouses",
          List.of("name", "fabricId"),
          new Conversions<>(Lakehouse::new, Lakehouse::apply, LakehouseForm::of, LakehouseView::of),
          new Actions(
              AuditAction.CREATE_LAKEHOUSE,
              AuditAction.UPDATE_LAKEHOUSE,
              AuditAction.DELETE_LAKEHOUSE),
          new Refusals(
              ErrorCode.LAKEHOUSE_NOT_FOUND,
              ErrorCode.LAKEHOUSE_NAME_TAKEN,
              ErrorCode.LAKEHOUSE_IN_USE));

  public static final FabricItemKind<Environment, EnvironmentForm> ENVIRONMENT =
      new FabricItemKind<>(
          Environment.class,
          "environment",
          "An environment",
          "Environments",
          "environments",
          List.of("name", "fabricId", "runtime"),
          new Conversions<>(
              Environment::new, Environment::apply, EnvironmentForm::of, EnvironmentView::of),
          new Actions(
              AuditAction.CREATE_ENVIRONMENT,
              AuditAction.UPDATE_ENVIRONMENT,
              AuditAction.DELETE_ENVIRONMENT),
          new Refusals(
              ErrorCode.ENVIRONMENT_NOT_FOUND,
              ErrorCode.ENVIRONMENT_NAME_TAKEN,
              ErrorCode.ENVIRONMENT_IN_USE));

  /** The conversions from a form to the row and back, and to what the API shows. */
  record Conversions<T, F>(
      BiFunction<TenantId, F, T> create,
      BiConsumer<T, F> apply,
      Function<T, F> form,
      Function<T, Object> view) {}

  /** The audit trail's action for a change of such an item. */
  record Actions(AuditAction create, AuditAction update, AuditAction delete) {}

  /** The codes of what is refused. */
  record Refusals(ErrorCode notFound, ErrorCode nameTaken, ErrorCode inUse) {}
}
