package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static SecretBox box(String key, String previous) {
    SETTINGS.set(Setting.SECRET_KEY, key);
    SETTINGS.set(Setting.SECRET_KEY_PREVIOUS, previous);
    SecretBox box = new SecretBox();
    box.start();
    return box;
  }

  @Test
  void gives_back_what_it_was_given() {
    SecretBox box = box(key(1), "");

    assertThat(box.decrypt("row 7", box.encrypt("row 7", "sésame"))).isEqualTo("sésame");
  }

  @Test
  void never_writes_the_same_secret_the_same_way() {
    SecretBox box = box(key(1), "");

    assertThat(box.encrypt("row 7", "sesame"))
        .isNotEqualTo(box.encrypt("row 7", "sesame"))
        .doesNotContain("sesame");
  }

  @Test
  void opens_no_secret_of_another_row() {
    SecretBox box = box(key(1), "");
    String sealed = box.encrypt("row 7", "sesame");

    assertThatThrownBy(() -> box.decrypt("row 8", sealed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lakegate.secret-key")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void opens_nothing_with_another_key() {
    String sealed = box(key(1), "").encrypt("row 7", "sesame");

    SecretBox other = box(key(2), "");

    assertThatThrownBy(() -> other.decrypt("row 7", sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void still_opens_what_the_previous_key_sealed_and_seals_with_the_new_one() {
    String old = box(key(1), "").encrypt("row 7", "sesame");

    SecretBox rotated = box(key(2), key(1));
    String renewed = rotated.encrypt("row 7", rotated.decrypt("row 7", old));

    assertThat(box(key(2), "").decrypt("row 7", renewed)).isEqualTo("sesame");
  }

  @ParameterizedTest(name = "byte {0}")
  @ValueSource(ints = {0, 11, 12, 17, 33})
  void notices_a_changed_byte(int at) {
    SecretBox box = box(key(1), "");
    byte[] bytes = Base64.getDecoder().decode(box.encrypt("row 7", "sesame").substring(3));
    bytes[at] ^= 1;
    String damaged = "v1:" + Base64.getEncoder().encodeToString(bytes);

    assertThatThrownBy(() -> box.decrypt("row 7", damaged))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2hvcnQ=", "not base 64", "AAAA"})
  void takes_no_key_of_another_size(String key) {
    assertThatThrownBy(() -> box(key, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining(key);
  }

  @Test
  void makes_itself_no_key_outside_of_the_demo() {
    assertThatThrownBy(() -> new SecretBox().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lakegate.secret-key");
  }

  @Test
  void makes_the_demo_a_key_once_that_only_its_owner_may_read(@TempDir Path home)
      throws IOException {
    SETTINGS.set(Setting.DEMO, "true");
    SETTINGS.set(Setting.HOME, home.toString());
    SecretBox first = new SecretBox();
    first.start();
    String sealed = first.encrypt("row 7", "sesame");

    SecretBox second = new SecretBox();
    second.start();

    assertThat(second.decrypt("row 7", sealed)).isEqualTo("sesame");
    assertThat(Files.getPosixFilePermissions(home.resolve("secret-key")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void knows_what_it_signed_for_the_same_purpose_and_nothing_else() {
    SecretBox box = box(key(1), "");
    String signature = box.sign("forms", "text");

    assertThat(box.isSigned("forms", "text", signature)).isTrue();
    assertThat(box.isSigned("other", "text", signature)).isFalse();
    assertThat(box.isSigned("forms", "text ", signature)).isFalse();
    assertThat(box.isSigned("forms", "text", signature.substring(1))).isFalse();
    assertThat(box.isSigned("forms", "text", "")).isFalse();
    assertThat(box.isSigned("forms", "text", "no Base64!")).isFalse();
    assertThat(box(key(2), "").isSigned("forms", "text", signature)).isFalse();
  }

  @Test
  void knows_after_a_rotation_what_the_key_before_signed() {
    String signature = box(key(1), "").sign("forms", "text");

    assertThat(box(key(2), key(1)).isSigned("forms", "text", signature)).isTrue();
    assertThat(box(key(2), key(1)).sign("forms", "text")).isNotEqualTo(signature);
  }
}
