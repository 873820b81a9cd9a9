package io.lakegate.fabricitem;

import io.lakegate.platform.form.Visible;
import jakarta.validation.constraints.Size;

/** The fields with which an administrator registers or changes an environment. */
public class EnvironmentForm extends FabricItemForm {
  @Size(max = 100, message = "{tooLong}")
  @Visible
  private String runtime;

  static EnvironmentForm of(Environment environment) {
    EnvironmentForm form = new EnvironmentForm();
    form.fill(environment);
    form.runtime = environment.getRuntime();
    return form;
  }

  public String getRuntime() {
    return runtime;
  }

  public void setRuntime(String runtime) {
    this.runtime = runtime;
  }
}
