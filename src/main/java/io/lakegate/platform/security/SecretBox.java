package io.lakegate.platform.security;

import io.lakegate.platform.settings.Home;
import io.lakegate.platform.settings.Setting;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest: AES-256-GCM under {@code lakegate.secret-key} (32 bytes, Base64).
 *
 * <p>A secret is bound to the place it belongs to (its purpose, such as a row's id), so a value
 * copied to another row does not decrypt. To rotate, move the old key to {@code
 * lakegate.secret-key.previous}: it still decrypts, and whatever is saved again uses the new one.
 */
@ApplicationScoped
public class SecretBox {
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final String VERSION = "v1:";
  private static final String MAC = "HmacSHA256";

  private final SecureRandom random = new SecureRandom();
  private List<SecretKeySpec> keys = List.of();

  /** Outside CDI: the keys as in the configuration, the present one first. */
  public static SecretBox of(String... keys) {
    SecretBox box = new SecretBox();
    box.keys = Arrays.stream(keys).map(SecretBox::key).toList();
    return box;
  }

  @PostConstruct
  void start() {
    List<SecretKeySpec> found = new ArrayList<>();
    found.add(key(Setting.SECRET_KEY.find().orElseGet(this::generated)));
    Setting.SECRET_KEY_PREVIOUS.find().ifPresent(previous -> found.add(key(previous)));
    keys = List.copyOf(found);
  }

  /**
   * Reads the keys when the node starts: CDI makes this bean only when it is first used, which is
   * late to report a bad setting.
   */
  public void begin() {
    start();
  }

  public String encrypt(String purpose, String secret) {
    try {
      byte[] iv = new byte[IV_BYTES];
      random.nextBytes(iv);
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, keys.get(0), iv, purpose)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] all = new byte[IV_BYTES + sealed.length];
      System.arraycopy(iv, 0, all, 0, IV_BYTES);
      System.arraycopy(sealed, 0, all, IV_BYTES, sealed.length);
      return VERSION + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt", e);
    }
  }

  /** Fails when neither key fits, or when the secret was sealed for another purpose. */
  public String decrypt(String purpose, String sealed) {
    byte[] all = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
    byte[] iv = java.util.Arrays.copyOf(all, IV_BYTES);
    GeneralSecurityException last = null;
    for (SecretKeySpec key : keys) {
      try {
        byte[] plain =
            cipher(Cipher.DECRYPT_MODE, key, iv, purpose)
                .doFinal(all, IV_BYTES, all.length - IV_BYTES);
        return new String(plain, StandardCharsets.UTF_8);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new IllegalStateException(
        "A stored secret does not decrypt. Is lakegate.secret-key the one it was stored with?",
        last);
  }

  /** Proves later that this text was ours; under a key of its own for each purpose. */
  public String sign(String purpose, String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(keys.get(0), purpose, text));
  }

  /** Returns whether it was signed for this purpose, with the present key or the previous one. */
  public boolean isSigned(String purpose, String text, String signature) {
    byte[] given;
    try {
      given = Base64.getUrlDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac(key, purpose, text), given));
  }

  private static byte[] mac(SecretKeySpec key, String purpose, String text) {
    byte[] derived = hmac(key.getEncoded(), "lakegate " + purpose);
    return hmac(derived, text);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign", e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static SecretKeySpec key(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalStateException(
          "lakegate.secret-key must be 32 bytes in Base64, as 'openssl rand -base64 32' prints.");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** The demo makes its own key; elsewhere a lost home must not make every secret unreadable. */
  private String generated() {
    if (!Setting.DEMO.isOn()) {
      throw new IllegalStateException(
          "Set lakegate.secret-key to 32 random bytes in Base64 ('openssl rand -base64 32').");
    }
    Path file = Path.of(Setting.HOME.get(), "secret-key");
    try {
      if (Files.notExists(file)) {
        write(file);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file) throws IOException {
    Home.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      Files.createFile(file, Home.newFile(file.toAbsolutePath().getParent()));
      Files.writeString(
          file, Base64.getEncoder().encodeToString(key), StandardOpenOption.TRUNCATE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is as good.
    }
  }
}
