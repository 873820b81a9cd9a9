package io.lakegate.session;

import io.lakegate.platform.form.Visible;
import io.lakegate.sessionprofile.SessionOverrides;
import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** The form of a launch: a profile, and the settings that are different this time. */
public class LaunchForm {
  @NotNull(message = "{required}")
  private UUID profileId;

  @Size(max = 100, message = "{tooLong}")
  @Visible
  private String name;

  @Valid private SessionOverrides overrides;

  /** The same text for the same request. */
  String digestible() {
    return JsonbBuilder.create().toJson(this);
  }

  public UUID getProfileId() {
    return profileId;
  }

  public void setProfileId(UUID profileId) {
    this.profileId = profileId;
  }

  public String getName() {
    return name;
  }

  /** Spaces around it are left out; a blank name is none. */
  public void setName(String name) {
    this.name = name == null || name.isBlank() ? null : name.strip();
  }

  public SessionOverrides getOverrides() {
    return overrides;
  }

  public void setOverrides(SessionOverrides overrides) {
    this.overrides = overrides;
  }
}
