package ledger

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ascribe-project/ascribe"
)

// entryBundleFormat names the format of an entry's bundle, and its version.
const entryBundleFormat = "ascribe entry proof 1"

// An EntryBundle proves one entry, by its text, to someone who has nothing but
// the public key. It says nothing of what the records of the entry hold.
type EntryBundle struct {
	Entry      ascribe.Entry
	InLedger   Proof
	Checkpoint []byte // signed
}

type entryBundleJSON struct {
	Format     string   `json:"format"`
	Entry      string   `json:"entry"`
	InLedger   [][]byte `json:"in_ledger"`
	Checkpoint string   `json:"checkpoint"`
}

// MarshalText writes the bundle as JSON, its bytes in base64.
func (b EntryBundle) MarshalText() ([]byte, error) {
	text, err := EntryText(b.Entry)
	if err != nil {
		return nil, err
	}
	out, err := json.Marshal(entryBundleJSON{
		Format: entryBundleFormat, Entry: string(text), InLedger: b.InLedger.bytes(), Checkpoint: string(b.Checkpoint),
	}, jsontext.WithIndent("  "))
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInternal, "the proof cannot be written").WithCause(err)
	}
	return append(out, '\n'), nil
}

// UnmarshalText reads what MarshalText wrote. It proves nothing: Check does.
func (b *EntryBundle) UnmarshalText(text []byte) error {
	malformed := ascribe.Errorf(ascribe.ErrInvalid, "this is not a proof of an entry").
		WithHint("a proof of an entry is a JSON file whose format is %q", entryBundleFormat)
	var j entryBundleJSON
	if err := json.Unmarshal(text, &j, json.RejectUnknownMembers(true)); err != nil {
		return malformed.WithCause(err)
	}
	if j.Format != entryBundleFormat {
		return malformed
	}
	entry, err := ParseEntry([]byte(j.Entry))
	if err != nil {
		return err
	}
	inLedger, ok := proofOf(j.InLedger)
	if !ok {
		return malformed
	}
	*b = EntryBundle{Entry: entry, InLedger: inLedger, Checkpoint: []byte(j.Checkpoint)}
	return nil
}

// Check checks that the checkpoint is signed by the key, and that the entry is
// in its ledger.
func (b EntryBundle) Check(publicKey string) error {
	c, err := OpenCheckpoint(b.Checkpoint, publicKey)
	if err != nil {
		return err
	}
	return CheckEntry(b.InLedger, c, b.Entry)
}
