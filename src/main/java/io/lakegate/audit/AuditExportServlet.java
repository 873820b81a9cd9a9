package io.lakegate.audit;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Csv;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The trail as a file, with the filters of its page. */
@WebServlet(urlPatterns = "/export/audit")
public class AuditExportServlet extends HttpServlet {
  @Inject transient AuditTrailService trail;
  @Inject transient CurrentCaller current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = current.get();
    AuditExport export;
    try {
      AuditFilter filter =
          AuditFilter.of(
              request.getParameter("actor"),
              request.getParameter("action"),
              request.getParameter("subject"),
              request.getParameter("result"),
              request.getParameter("from"),
              request.getParameter("to"),
              request.getParameter("q"));
      boolean csv = !"json".equals(request.getParameter("format"));
      export = new AuditExport(trail, caller, filter, csv);
      trail.recordExport(caller.tenant(), caller, csv ? "csv" : "json", filter);
    } catch (LakegateException e) {
      response.sendError(e.code().status());
      return;
    }
    response.setContentType(export.type());
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=" + export.fileName());
    if (export.csv()) {
      response.getWriter().write(Csv.start(request.getParameter("bom")));
    }
    export.write(response.getWriter());
  }
}
