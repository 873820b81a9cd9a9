package io.lakegate.fabricitem;

/** What an administrator gives to register or change a lakehouse. */
public class LakehouseForm extends FabricItemForm {
  static LakehouseForm of(Lakehouse lakehouse) {
    LakehouseForm form = new LakehouseForm();
    form.fill(lakehouse);
    return form;
  }
}
