package io.lakegate.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer that Livy fails to write as JSON. That is beyond Livy's own handling of errors: the
 * server it runs in, Jetty, answers with its page.
 */
class UnwritableAnswer extends RuntimeException {

  UnwritableAnswer(String reason) {
    super(
        "com.fasterxml.jackson.databind.JsonMappingException: "
            + reason
            + " (through reference chain: org.apache.livy.rsc.driver.Statement[\"output\"])");
  }

  Reply reply(String path) {
    String message = escape(getMessage());
    String page =
        """
        <html>
        <head>
        <meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>
        <title>Error 500 %1$s</title>
        </head>
        <body><h2>HTTP ERROR 500 %1$s</h2>
        <table>
        <tr><th>URI:</th><td>%2$s</td></tr>
        <tr><th>STATUS:</th><td>500</td></tr>
        <tr><th>MESSAGE:</th><td>%1$s</td></tr>
        <tr><th>SERVLET:</th><td>org.apache.livy.server.interactive.InteractiveSessionServlet</td></tr>
        <tr><th>CAUSED BY:</th><td>%1$s</td></tr>
        </table>

        </body>
        </html>
        """
            .formatted(message, escape(path));
    return new Reply(
        500,
        page.getBytes(StandardCharsets.ISO_8859_1),
        Map.of("Content-Type", "text/html;charset=iso-8859-1"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
