// Comments and their edits. Every edit has a name and names those before it, so that copies
// which were edited in different places can be joined; `comments/merge.rs` does the same.

const name = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('');

const LONGEST_HISTORY = 100;

const fresh = (start, end, text, author) => {
  const now = new Date().toISOString();
  return { id: name(), revision: name(), history: [], author, start, end, text, created_at: now, edited_at: now, standing: 'stands' };
};

const edited = (comment, changes) => ({
  ...comment,
  ...changes,
  revision: name(),
  history: [...comment.history, comment.revision].slice(-LONGEST_HISTORY),
  edited_at: new Date().toISOString(),
});

const stands = comment => comment.standing === 'stands';

const sound = comment => comment !== null && typeof comment === 'object'
  && ['id', 'revision', 'author', 'text', 'created_at', 'edited_at', 'standing'].every(field => typeof comment[field] === 'string')
  && Array.isArray(comment.history) && Number.isFinite(comment.start)
  && (comment.end === null || Number.isFinite(comment.end));

// Takes over what `others` has beyond `comments`.
const joined = (comments, others) => {
  const all = [...comments];
  for (const other of others.filter(sound)) {
    const known = mine => mine.revision === other.revision || mine.history.includes(other.revision);
    if (all.some(known)) continue;
    const older = all.map((mine, at) => ({ mine, at })).filter(({ mine }) => other.history.includes(mine.revision));
    older.sort((a, b) => (a.mine.id !== other.id) - (b.mine.id !== other.id));
    if (older.length) all[older[0].at] = { ...other, id: older[0].mine.id };
    else if (all.some(mine => mine.id === other.id)) all.push({ ...other, id: other.revision });
    else all.push(other);
  }
  return all;
};

const inOrder = comments => [...comments].sort((a, b) => a.start - b.start || (a.created_at < b.created_at ? -1 : 1));
