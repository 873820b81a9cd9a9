package io.lakegate.fabricitem;

class LakehouseRepositoryTest extends FabricItemRepositoryTest<Lakehouse, LakehouseForm> {
  @Override
  FabricItemBuilder<Lakehouse, LakehouseForm> item() {
    return FabricItemBuilder.aLakehouse();
  }
}
