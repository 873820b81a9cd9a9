package io.lakegate.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
  @Test
  void a_line_of_fifty_thousand_bars_is_text_and_takes_no_stack() {
    String bars = "[Stage 0:> (0 + 1) / 1]".repeat(50_000);

    assertThat(TerminalText.lines(List.of(bars, bars))).containsExactly(bars, bars);
  }

  private static final int MIB = 1024 * 1024;

  /** Escapes as \e, bell as \a and so on, for a source without invisible characters. */
  private static String read(String written) {
    return written
        .replace("\\e", "\u001B")
        .replace("\\a", "\u0007")
        .replace("\\b", "\b")
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .replace("\\d", "\u007F")
        .replace("\\P", "\u0090")
        .replace("\\C", "\u009B")
        .replace("\\T", "\u009C")
        .replace("\\O", "\u009D")
        .replace("\\A", "\u009F")
        .replace("\\N", "\u0085");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "plain é 日本 🐘~plain é 日本 🐘",
        "\\e[0;31mred\\e[0m~red",
        "\\e[38;2;255;0;10mred\\e[m~red",
        "\\e[38:5:1mred~red",
        "\\C31mred\\C0m~red",
        "\\e[?25lhidden cursor\\e[?25h~hidden cursor",
        "\\e]0;a title\\atext~text",
        "\\e]0;a title\\e\\text~text",
        "\\O0;a title\\Ttext~text",
        "\\e]0;never closed\\ntext~\\ntext",
        "\\e]8;;https://x.test/a\\e\\my link\\e]8;;\\e\\ ends~my link ends",
        "\\e]8;id=1;https://x.test/a\\aa link\\e]8;;\\a ends~a link ends",
        "\\O8;;https://x.test\\Ta link\\O8;;\\T~a link",
        "\\ePq#0;2;0\\nsixel\\e\\text~text",
        "\\P1$r0m\\Ttext~text",
        "\\e_application\\e\\text~text",
        "\\Aapplication\\Ttext~text",
        "\\e^private\\e\\text~text",
        "\\eXstring\\e\\text~text",
        "\\eP not closed~not closed",
        "\\e(Bascii\\e=\\e7\\e8\\e[6n~ascii",
        "cut in the middle\\e[31~cut in the middle",
        "cut at the escape\\e~cut at the escape",
        "a\\0b\\dc\\a~abc",
        "one\\Ntwo~one\\ntwo",
        "x\\e[3\\ny~x\\ny",
      })
  void control_sequences_of_every_kind_are_removed(String text, String shown) {
    assertThat(TerminalText.plain(read(text)).strip()).isEqualTo(read(shown).strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "10%\\r50%\\r100%~100%",
        "10%\\r50%\\r100%\\ndone~100%\\ndone",
        "downloading 10 of 20\\rdone~done",
        "\\r10%\\r20%\\r~20%",
        "bar ####\\r        \\rINFO started~INFO started",
        "bar ####\\r\\e[Kdone~done",
        "bar ####\\r\\e[2Kdone~done",
        "bar\\e[2K\\e[1Gdone~done",
        "bar ####\\e[4D\\e[Kok~bar ok",
        "bar ####\\e[4D\\e[0Kok~bar ok",
        "bar ####\\e[4D\\e[1Kok~bar ok##",
        "bar\\e[3D\\e[Kx\\ny~x\\ny",
        "bar 10\\e[2D20~bar 20",
        "|\\b/\\b-\\bx~x",
        "N\\bNA\\bA~NA",
        "_\\bunder~under",
        "🐘🐘\\b\\bab~ab",
        "one\\r\\ntwo\\r\\n~one\\ntwo\\n",
        "a: 1\\nb: 1\\n\\e[2Aa: 2\\nb: 2\\n~a: 2\\nb: 2\\n",
        "a: 1\\nb: 1\\e[A\\ra: 2\\n\\rb: 2~a: 2\\nb: 2",
        "a\\nb\\nc\\e[2F\\e[Jend~end",
      })
  void a_line_written_again_shows_its_last_state(String text, String shown) {
    assertThat(TerminalText.plain(read(text))).isEqualTo(read(shown));
  }

  @Test
  void a_bar_that_a_log_reader_has_split_into_lines_is_one_line() {
    assertThat(
            TerminalText.lines(
                List.of(
                    "INFO starting",
                    "[Stage 0:>                  (0 + 2) / 8]",
                    "[Stage 0:=======>           (3 + 2) / 8]",
                    "[Stage 1:>                  (0 + 2) / 8]",
                    "INFO disk 10% used",
                    "INFO disk 11% used",
                    "load:  10%|█         | 1/10 [00:00<00:09]",
                    "load: 100%|██████████| 10/10 [00:09<00:00]",
                    "other: 100%|██████████| 1/1 [00:09<00:00]")))
        .containsExactly(
            "INFO starting",
            "[Stage 1:>                  (0 + 2) / 8]",
            "INFO disk 10% used",
            "INFO disk 11% used",
            "load: 100%|██████████| 10/10 [00:09<00:00]",
            "other: 100%|██████████| 1/1 [00:09<00:00]");
  }

  @Test
  void lines_of_a_log_lose_their_control_sequences_and_keep_their_breaks() {
    assertThat(TerminalText.lines(List.of("\u001B[31mERROR\u001B[0m x", "", "a\rb", "10%\r")))
        .containsExactly("ERROR x", "", "b", "10%");
    assertThat(TerminalText.lines(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001B",
        "\u001BP",
        "\u001B]",
        "\u001B[",
        "\u001B[9",
        "\u001B[9A",
        "\u001B[9999Cx\n",
        "\b",
        "\r",
        "\u001B[K",
        "\u001B[1K",
        "\u001B[2Kx",
        "x\u001B[A",
        "\u0090"
      })
  void is_done_with_the_worst_text(String piece) {
    String text = "x".repeat(MIB) + piece.repeat(4 * MIB / piece.length());

    assertThat(TerminalText.plain(text).length()).isLessThan(32 * MIB);
  }
}
