package io.lakegate.history;

import io.lakegate.output.Grid;
import io.lakegate.output.GridOrder;
import io.lakegate.output.Output;
import io.lakegate.output.OutputMask;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Csv;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement's stored output as it came (JSON, terminal control included; what looks like a secret
 * only for who ran it), its table as a CSV file, in the order of a column if one is named, or its
 * HTML for a frame in which the person allowed scripts.
 */
@WebServlet(urlPatterns = "/export/output")
public class OutputDownloadServlet extends HttpServlet {
  /**
   * Scripts of strangers: alone in an origin of their own, wherever the address is opened, and
   * without requests. The page's own {@code frame-src} keeps the frame from leaving. What stays
   * open is WebRTC: Chromium does not know CSP's {@code webrtc}, and a nested {@code srcdoc} gets
   * round every script that would take the interface away (both tried with Chromium 156). By it a
   * script can give away this result and the person's address, for the frame has nothing else.
   */
  static final String FRAME =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval';"
          + " style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data:;"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

  /** A file is not to be looked at in the portal's origin, whatever a browser makes of it. */
  static final String FILE = "sandbox; default-src 'none'; frame-ancestors 'none'";

  @Inject transient StatementService statements;
  @Inject transient CurrentCaller current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = current.get();
    UUID id = UUID.fromString(request.getParameter("id"));
    try {
      Statement statement = statements.get(caller.tenant(), caller, id);
      Optional<String> stored =
          statements
              .findOutput(caller.tenant(), caller, id)
              .map(output -> OutputMask.output(caller, statement.getSubmittedBy(), output));
      String format = request.getParameter("format");
      if (stored.isPresent() && !"html".equals(format)) {
        statements.recordDownload(
            caller.tenant(), caller, statement, "csv".equals(format) ? "csv" : "json");
      }
      if ("html".equals(format)) {
        frame(
            request,
            response,
            stored.flatMap(json -> Output.parse(OutputMask.of(json)).findHtml()));
      } else if ("csv".equals(format)) {
        Optional<Grid> table = stored.flatMap(json -> Output.parse(json).findTable());
        GridOrder order = GridOrder.of(request.getParameter("order"));
        String start = Csv.start(request.getParameter("bom"));
        file(
            response,
            statement,
            "csv",
            "text/csv",
            table.map(grid -> start + (order == null ? grid : order.sort(grid)).csv()));
      } else {
        file(response, statement, "json", "application/json", stored);
      }
    } catch (LakegateException e) {
      response.sendError(e.code().status());
    }
  }

  private static void frame(
      HttpServletRequest request, HttpServletResponse response, Optional<String> html)
      throws IOException {
    if (html.isEmpty() || !isFrameOfOurPage(request)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Content-Security-Policy", FRAME);
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    write(response, "text/html", html.get());
  }

  /**
   * Whether a frame in one of our own pages makes the request. Opened on its own, the answer could
   * pass for a page of ours and navigate anywhere. Scripts inside the frame have no origin, so they
   * cannot read another result either.
   */
  static boolean isFrameOfOurPage(HttpServletRequest request) {
    return "iframe".equals(request.getHeader("Sec-Fetch-Dest"))
        && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
  }

  private static void file(
      HttpServletResponse response,
      Statement statement,
      String ending,
      String type,
      Optional<String> content)
      throws IOException {
    if (content.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Content-Security-Policy", FILE);
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=statement-%d.%s".formatted(statement.getNumber(), ending));
    write(response, type, content.get());
  }

  private static void write(HttpServletResponse response, String type, String content)
      throws IOException {
    response.setContentType(type);
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(content);
  }
}
