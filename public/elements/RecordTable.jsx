// A list of records as a plain table, numbered so that one can say "the second one". Its props: nia/ui/elements.py.
export default function RecordTable() {
  return (
    <figure className="nia-list" data-testid="record-table">
      {props.title && <figcaption data-testid="table-title">{props.title}</figcaption>}
      <div className="nia-scroll" tabIndex={0} role="region" aria-label={props.title || props.columns.join(", ")}>
        <table className="nia-table">
          <thead>
            <tr>
              <th scope="col">#</th>
              {props.columns.map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((cells, line) => (
              <tr key={line} data-testid="table-row">
                <td>{line + 1}</td>
                {cells.map((cell, column) => <td key={column}>{cell}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {props.more && <p className="nia-more" data-testid="table-more">{props.more}</p>}
    </figure>
  );
}
