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

/** A statement's stored output as a file: the JSON as it came, or its table as CSV. */
@WebServlet(urlPatterns = "/export/output")
public class OutputDownloadServlet extends HttpServlet {
  @Inject transient StatementService statements;
  @Inject transient CurrentCaller current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = current.get();
    UUID id = UUID.fromString(request.getParameter("id"));
    boolean csv = "csv".equals(request.getParameter("format"));
    try {
      Statement statement = statements.get(caller.tenant(), caller, id);
      Optional<String> stored = statements.findOutput(caller.tenant(), caller, id);
      Optional<String> file = csv ? stored.flatMap(TableCsv::of) : stored;
      if (file.isEmpty()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setContentType(csv ? "text/csv" : "application/json");
      response.setCharacterEncoding("UTF-8");
      response.setHeader(
          "Content-Disposition",
          "attachment; filename=statement-%d.%s"
              .formatted(statement.getNumber(), csv ? "csv" : "json"));
      response.getWriter().write(file.get());
    } catch (LakegateException e) {
      response.sendError(e.code().status());
    }
  }
}
