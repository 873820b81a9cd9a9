package io.lakegate.fabricitem;

class EnvironmentRepositoryTest extends FabricItemRepositoryTest<Environment, EnvironmentForm> {
  @Override
  FabricItemBuilder<Environment, EnvironmentForm> item() {
    return FabricItemBuilder.anEnvironment();
  }
}
