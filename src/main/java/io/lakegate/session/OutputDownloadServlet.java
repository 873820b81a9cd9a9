package io.lakegate.session;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement's stored output as it came (JSON), its table as a CSV file, or its HTML for a frame
 * in which the person allowed scripts.
 */
@WebServlet(urlPatterns = "/export/output")
public class OutputDownloadServlet extends HttpServlet {
  /**
   * Scripts of strangers: alone in an origin of their own, wherever the address is opened, and
   * without a way to send what they read. The page's own {@code frame-src} keeps the frame from
   * leaving.
   */
  static final String POLICY =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval';"
          + " style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data:;"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

  @Inject transient StatementService statements;
  @Inject transient CurrentCaller current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = current.get();
    UUID id = UUID.fromString(request.getParameter("id"));
    try {
      Statement statement = statements.get(caller.tenant(), caller, id);
      Optional<String> stored = statements.findOutput(caller.tenant(), caller, id);
      String format = request.getParameter("format");
      if ("html".equals(format)) {
        if (!"iframe".equals(request.getHeader("Sec-Fetch-Dest"))) {
          // On its own it could pass for a page of ours, and leave for anywhere.
          response.sendError(HttpServletResponse.SC_NOT_FOUND);
          return;
        }
        frame(response);
        write(response, "text/html", stored.flatMap(json -> Output.parse(json).findHtml()));
      } else if ("csv".equals(format)) {
        attach(response, statement, "csv");
        write(
            response,
            "text/csv",
            stored.flatMap(json -> Output.parse(json).findTable()).map(Csv::table));
      } else {
        attach(response, statement, "json");
        write(response, "application/json", stored);
      }
    } catch (LakegateException e) {
      response.sendError(e.code().status());
    }
  }

  private static void frame(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
  }

  private static void attach(HttpServletResponse response, Statement statement, String ending) {
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=statement-%d.%s".formatted(statement.getNumber(), ending));
  }

  private static void write(HttpServletResponse response, String type, Optional<String> content)
      throws IOException {
    if (content.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType(type);
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(content.get());
  }
}
