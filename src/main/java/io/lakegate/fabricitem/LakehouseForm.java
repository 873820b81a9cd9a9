package io.lakegate.fabricitem;

/** The fields with which an administrator registers or changes a lakehouse. */
public class LakehouseForm extends FabricItemForm {
  static LakehouseForm of(Lakehouse lakehouse) {
    LakehouseForm form = new LakehouseForm();
    form.fill(lakehouse);
    return form;
  }
}
