package io.lakegate.output;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a {@link Grid} as a table. Thousands of cells, so one component and not one for each. The
 * first rows are shown; the others lie in a {@code template} until the script pages or sorts.
 */
@FacesComponent(GridComponent.TYPE)
public class GridComponent extends UIComponentBase {
  public static final String TYPE = "io.lakegate.Grid";

  /** Rows on a page of the table; {@code output.js} has the same number. */
  static final int PAGE = 50;

  /** Cells written at most: more would make the page slow; the rest is in the CSV. */
  static final int MAX_CELLS = 100_000;

  private static final int ON_ONE_LINE = 32;
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final String FIGURE_SPACE = "\u2007";
  private static final String POINT_SPACE = "\u2008";

  @Override
  public String getFamily() {
    return TYPE;
  }

  /** The number of a grid's rows that are rendered. */
  public static int shownRows(Grid grid) {
    int most = Math.max(PAGE, MAX_CELLS / Math.max(1, grid.columns().size()));
    return Math.min(grid.rows().size(), most);
  }

  @Override
  public void encodeBegin(FacesContext context) throws IOException {
    Grid grid = (Grid) getAttributes().get("value");
    ResponseWriter out = context.getResponseWriter();
    int[] decimals = decimals(grid);
    List<List<String>> rows = grid.rows().subList(0, shownRows(grid));
    out.startElement("table", this);
    out.writeAttribute("class", "grid", null);
    out.writeAttribute("data-rows", rows.size(), null);
    writeHead(out, grid);
    writeRows(out, "tbody", rows.subList(0, Math.min(PAGE, rows.size())), grid, decimals);
    out.endElement("table");
    if (rows.size() > PAGE) {
      out.startElement("template", this);
      out.startElement("table", this);
      writeRows(out, "tbody", rows.subList(PAGE, rows.size()), grid, decimals);
      out.endElement("table");
      out.endElement("template");
    }
  }

  private void writeHead(ResponseWriter out, Grid grid) throws IOException {
    out.startElement("thead", this);
    out.startElement("tr", this);
    for (Grid.Column column : grid.columns()) {
      out.startElement("th", this);
      out.writeAttribute("scope", "col", null);
      if (column.number()) {
        out.writeAttribute("class", "n", null);
      }
      out.startElement("span", this);
      out.writeText(column.name(), null);
      out.endElement("span");
      out.startElement("small", this);
      out.writeText(column.type(), null);
      out.endElement("small");
      out.endElement("th");
    }
    out.endElement("tr");
    out.endElement("thead");
  }

  private void writeRows(
      ResponseWriter out, String element, List<List<String>> rows, Grid grid, int[] decimals)
      throws IOException {
    out.startElement(element, this);
    for (List<String> row : rows) {
      out.startElement("tr", this);
      for (int i = 0; i < grid.columns().size(); i++) {
        writeCell(out, i < row.size() ? row.get(i) : null, grid.columns().get(i), decimals[i]);
      }
      out.endElement("tr");
    }
    out.endElement(element);
  }

  private void writeCell(ResponseWriter out, String cell, Grid.Column column, int decimals)
      throws IOException {
    out.startElement("td", this);
    if (cell == null) {
      out.writeAttribute("class", column.number() ? "n null" : "null", null);
      out.writeText("null", null);
    } else if (column.number()) {
      out.writeAttribute("class", "n", null);
      out.writeText(aligned(cell, decimals), null);
    } else {
      if (cell.length() <= ON_ONE_LINE) {
        out.writeAttribute("class", "l", null);
      }
      out.writeText(cell, null);
    }
    out.endElement("td");
  }

  /** The most digits after the point in each column of numbers. */
  private static int[] decimals(Grid grid) {
    int[] most = new int[grid.columns().size()];
    for (List<String> row : grid.rows()) {
      for (int i = 0; i < Math.min(most.length, row.size()); i++) {
        if (grid.columns().get(i).number()) {
          most[i] = Math.max(most[i], decimals(row.get(i)));
        }
      }
    }
    return most;
  }

  private static int decimals(String cell) {
    if (cell == null || !DECIMAL.matcher(cell).matches()) {
      return 0;
    }
    int point = cell.indexOf('.');
    return point < 0 ? 0 : cell.length() - point - 1;
  }

  /** Ends with spaces as wide as the digits that others in the column have. */
  static String aligned(String cell, int decimals) {
    if (decimals == 0 || !DECIMAL.matcher(cell).matches()) {
      return cell;
    }
    int own = decimals(cell);
    String point = own == 0 ? POINT_SPACE : "";
    return cell + point + FIGURE_SPACE.repeat(decimals - own);
  }
}
