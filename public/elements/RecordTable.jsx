// A list of records as a plain table. Its props are made in nia/ui/elements.py.
export default function RecordTable() {
  return (
    <figure className="nia-list" data-testid="record-table">
      <figcaption data-testid="table-title">{props.title}</figcaption>
      <div className="nia-scroll" tabIndex={0} role="region" aria-label={props.title}>
        <table className="nia-table">
          <thead>
            <tr>{props.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>
            {props.rows.map((cells, line) => (
              <tr key={line} data-testid="table-row">
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
