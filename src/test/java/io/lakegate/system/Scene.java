package io.lakegate.system;

import com.microsoft.playwright.Page;
import java.util.function.Consumer;

/**
 * A page as one person finds it.
 *
 * @param tenant empty outside of any
 * @param userName empty for who is not signed in
 * @param arrange what the person does before looking
 */
record Scene(String name, String tenant, String userName, String path, Consumer<Page> arrange) {
  static Scene of(String name, String tenant, String userName, String path) {
    return new Scene(name, tenant, userName, path, page -> {});
  }

  Scene after(Consumer<Page> doing) {
    return new Scene(name, tenant, userName, path, doing);
  }

  String address() {
    return (tenant.isEmpty() ? "" : "/" + tenant) + path;
  }

  @Override
  public String toString() {
    return name;
  }
}
