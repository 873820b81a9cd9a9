package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInSubjectTest {
  @Test
  void counts_ipv4_addresses_one_by_one() {
    assertThat(SignInSubject.ofAddress("192.0.2.1"))
        .isEqualTo(SignInSubject.ofAddress("192.0.2.1"))
        .isNotEqualTo(SignInSubject.ofAddress("192.0.2.2"));
  }

  @Test
  void counts_ipv6_addresses_by_network() {
    assertThat(SignInSubject.ofAddress("2001:db8:0:1::1"))
        .isEqualTo(SignInSubject.ofAddress("2001:db8:0:1:ffff:2:3:4"))
        .isNotEqualTo(SignInSubject.ofAddress("2001:db8:0:2::1"));
  }

  @Test
  void sees_one_address_in_both_its_spellings() {
    assertThat(SignInSubject.ofAddress("::ffff:192.0.2.1"))
        .isEqualTo(SignInSubject.ofAddress("192.0.2.1"));
  }

  @Test
  void takes_what_a_proxy_says_as_it_is() {
    assertThat(SignInSubject.ofAddress("unknown"))
        .isEqualTo(SignInSubject.ofAddress("unknown"))
        .isNotEqualTo(SignInSubject.ofAddress("_hidden"));
  }

  @Test
  void never_takes_a_name_for_an_address() {
    assertThat(SignInSubject.ofName("192.0.2.1").key())
        .isNotEqualTo(SignInSubject.ofAddress("192.0.2.1").key());
  }

  @Test
  void an_interface_of_this_machine_is_no_part_of_an_address() {
    assertThat(SignInSubject.ofAddress("fe80::1%eth0"))
        .isEqualTo(SignInSubject.ofAddress("fe80::2%3"));
  }

  @Test
  void a_name_from_one_address_is_not_that_name_from_another() {
    assertThat(SignInSubject.ofPair("ada", "2001:db8:0:1::1"))
        .isEqualTo(SignInSubject.ofPair("ada", "2001:db8:0:1::2"))
        .isNotEqualTo(SignInSubject.ofPair("ada", "2001:db8:0:2::1"))
        .isNotEqualTo(SignInSubject.ofPair("bob", "2001:db8:0:1::1"));
  }

  @Test
  void counts_ipv4_callers_one_by_one_that_a_translator_writes_as_ipv6() {
    assertThat(SignInSubject.ofAddress("64:ff9b::192.0.2.1"))
        .isEqualTo(SignInSubject.ofAddress("192.0.2.1"))
        .isNotEqualTo(SignInSubject.ofAddress("64:ff9b::192.0.2.2"));
    assertThat(SignInSubject.ofAddress("::ffff:0:192.0.2.1"))
        .isEqualTo(SignInSubject.ofAddress("192.0.2.1"));
    assertThat(SignInSubject.ofAddress("64:ff9b:1::192.0.2.1"))
        .isNotEqualTo(SignInSubject.ofAddress("64:ff9b:1::192.0.2.2"));
  }
}
