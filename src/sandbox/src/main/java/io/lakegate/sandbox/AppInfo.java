package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Always without values, as recorded from Livy in local mode. */
@JsonPropertyOrder({"driverLogUrl", "sparkUiUrl", "executorLogUrls"})
record AppInfo(String driverLogUrl, String sparkUiUrl, String executorLogUrls) {

  static final AppInfo NONE = new AppInfo(null, null, null);
}
