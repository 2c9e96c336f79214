/**
 * One line of a CSV file as RFC 4180 has it, its end included. Spreadsheets take some texts for formulas and compute
 * them, so a customer's name could reach into the file of whoever opens it: such a text begins with an apostrophe here.
 */
export function csvLine(cells: (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  // A number is no formula, also a negative one.
  if (typeof value === 'number') return String(value)
  const text = startsFormula.test(value) ? `'${value}` : value
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The wide forms too: spreadsheets in some languages read them as the narrow ones. */
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/
const needsQuotes = /[",\r\n]/
