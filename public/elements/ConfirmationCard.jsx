// A write as it will be written, with Confirm, Edit and Cancel. Its props are made in nia/ui/elements.py;
// what is pressed goes to nia/ui/chat.py, which checks it against the ledger.
import { useState } from 'react';

const KEYBOARDS = { phone: 'tel', email: 'email' };

function Field({ row, value, onChange, disabled }) {
  const common = {
    id: `field-${row.slot}`,
    'data-testid': `field-${row.slot}`,
    'aria-label': row.label,
    disabled,
    value,
    onChange: (event) => onChange(row.slot, event.target.value),
  };
  if (row.choices && row.choices.length > 0) {
    const known = row.choices.some(([choice]) => choice === value);
    return (
      <select {...common}>
        {!known && <option value={value}>{row.value}</option>}
        {row.choices.map(([choice, text]) => (
          <option key={choice} value={choice}>{text}</option>
        ))}
      </select>
    );
  }
  if (row.value.length > 60 || row.value.includes('\n')) return <textarea rows={5} {...common} />;
  return <input type={KEYBOARDS[row.kind] || 'text'} autoComplete="off" {...common} />;
}

function Row({ row, editing, value, onChange, disabled, texts }) {
  return (
    <div className="nia-row" data-testid={`row-${row.slot}`}>
      <dt>{row.label}</dt>
      <dd>
        {editing && row.editable ? (
          <Field row={row} value={value} onChange={onChange} disabled={disabled} />
        ) : (
          <span className="nia-value" data-testid={`value-${row.slot}`}>{row.value}</span>
        )}
        {row.old && <span className="nia-old">{texts.was} <s>{row.old}</s></span>}
        {row.untrusted && <span className="nia-mark" data-testid={`untrusted-${row.slot}`}>{texts.untrusted}</span>}
      </dd>
    </div>
  );
}

function Rows({ table }) {
  return (
    <div className="nia-scroll" tabIndex={0} role="region" aria-label={table.title || table.columns.join(", ")}>
      <table className="nia-table">
        <thead><tr>{table.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {table.rows.map((cells, line) => (
            <tr key={line}>{cells.map((cell, column) => <td key={column}>{cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
      {table.more && <p className="nia-more">{table.more}</p>}
    </div>
  );
}

// What a field begins with: the stored value where it is a plain one, else the text that is shown.
function firstValue(row) {
  const plain = typeof row.raw === 'string' && ['text', 'email', 'phone', 'choice'].includes(row.kind);
  return plain ? row.raw : row.value;
}

export default function ConfirmationCard() {
  const { proposal, hash, rows, texts, state } = props;
  const first = Object.fromEntries(rows.map((row) => [row.slot, firstValue(row)]));
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [values, setValues] = useState(first);
  const waiting = state === 'waiting';

  const press = async (name, more) => {
    setBusy(true);
    try {
      await callAction({ name, payload: { proposal, hash, ...more } });
    } finally {
      setBusy(false);
      setEditing(false);
    }
  };
  const save = () => {
    const changed = Object.fromEntries(Object.entries(values).filter(([slot, value]) => value !== first[slot]));
    return Object.keys(changed).length > 0 ? press('edit', { values: changed }) : setEditing(false);
  };
  const back = () => {
    setValues(first);
    setEditing(false);
  };
  const button = (name, label, kind, onClick) => (
    <button type="button" className={`nia-button ${kind}`} data-testid={`card-${name}`} disabled={busy} onClick={onClick}>
      {label}
    </button>
  );

  return (
    <section
      className={`nia-card nia-${state}`}
      data-testid="confirmation-card"
      data-state={state}
      data-tool={props.tool}
      data-proposal={proposal}
      aria-label={props.title}
    >
      <header>
        <h3 data-testid="card-title">{props.title}</h3>
        {props.position && <span className="nia-position" data-testid="card-position">{props.position}</span>}
        {!waiting && <span className="nia-receipt" role="status" data-testid="card-receipt">{props.receipt}</span>}
      </header>
      <dl>
        {rows.map((row) => (
          <Row
            key={row.slot}
            row={row}
            editing={editing && waiting}
            value={values[row.slot]}
            onChange={(slot, value) => setValues({ ...values, [slot]: value })}
            disabled={busy}
            texts={texts}
          />
        ))}
      </dl>
      {props.table && <Rows table={props.table} />}
      {props.warnings.map((warning) => (
        <p key={warning} className="nia-warning" role="alert" data-testid="card-warning">{warning}</p>
      ))}
      {props.irreversible && waiting && (
        <p className="nia-warning" data-testid="card-irreversible">{props.irreversible}</p>
      )}
      {waiting && <p className="nia-question">{props.question}</p>}
      {waiting && (
        <footer>
          {editing ? (
            <>
              {button('save', texts.save, 'primary', save)}
              {button('back', texts.back, '', back)}
            </>
          ) : (
            <>
              {button('confirm', props.confirm, 'primary', () => press('confirm'))}
              {rows.some((row) => row.editable) && button('edit', props.edit, '', () => setEditing(true))}
              {button('cancel', props.cancel, '', () => press('cancel'))}
            </>
          )}
        </footer>
      )}
    </section>
  );
}
