package ledger

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ascribe-project/ascribe"
)

// bundleFormat names the format of a bundle, and its version.
const bundleFormat = "ascribe proof 1"

// A Bundle proves one record to someone who has nothing but the public key.
type Bundle struct {
	Record     ascribe.Record // with its salt and body
	InEntry    Proof
	Entry      ascribe.Entry
	InLedger   Proof
	Checkpoint []byte // signed
}

type bundleJSON struct {
	Format     string   `json:"format"`
	Record     int64    `json:"record"`
	Salt       []byte   `json:"salt"`
	Body       string   `json:"body"`
	InEntry    [][]byte `json:"in_entry"`
	Entry      string   `json:"entry"`
	InLedger   [][]byte `json:"in_ledger"`
	Checkpoint string   `json:"checkpoint"`
}

// MarshalText writes the bundle as JSON, its bytes in base64.
func (b Bundle) MarshalText() ([]byte, error) {
	text, err := EntryText(b.Entry)
	if err != nil {
		return nil, err
	}
	out, err := json.Marshal(bundleJSON{
		Format: bundleFormat, Record: b.Record.N, Salt: b.Record.Salt, Body: string(b.Record.Body),
		InEntry: b.InEntry.bytes(), Entry: string(text), InLedger: b.InLedger.bytes(), Checkpoint: string(b.Checkpoint),
	}, jsontext.WithIndent("  "))
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInternal, "the proof cannot be written").WithCause(err)
	}
	return append(out, '\n'), nil
}

// UnmarshalText reads what MarshalText wrote. It proves nothing: Check does.
func (b *Bundle) UnmarshalText(text []byte) error {
	malformed := ascribe.Errorf(ascribe.ErrInvalid, "this is not a proof of a record").
		WithHint("a proof is a JSON file whose format is %q", bundleFormat)
	var j bundleJSON
	if err := json.Unmarshal(text, &j, json.RejectUnknownMembers(true)); err != nil {
		return malformed.WithCause(err)
	}
	if j.Format != bundleFormat {
		return malformed
	}
	entry, err := ParseEntry([]byte(j.Entry))
	if err != nil {
		return err
	}
	inEntry, ok1 := proofOf(j.InEntry)
	inLedger, ok2 := proofOf(j.InLedger)
	if !ok1 || !ok2 || len(j.Salt) != SaltSize {
		return malformed
	}
	*b = Bundle{
		Record:  ascribe.Record{N: j.Record, Hash: HashRecord([SaltSize]byte(j.Salt), []byte(j.Body)), Salt: j.Salt, Body: []byte(j.Body)},
		InEntry: inEntry, Entry: entry, InLedger: inLedger, Checkpoint: []byte(j.Checkpoint),
	}
	return nil
}

// Check checks the whole chain: the checkpoint is signed by the key, the
// entry is in its ledger, and the record, as it hashes now, is in the entry.
func (b Bundle) Check(publicKey string) error {
	c, err := OpenCheckpoint(b.Checkpoint, publicKey)
	if err != nil {
		return err
	}
	if err := CheckEntry(b.InLedger, c, b.Entry); err != nil {
		return err
	}
	if len(b.Record.Salt) != SaltSize {
		return ascribe.Errorf(ascribe.ErrUnverified, "the salt of record %d is not of %d bytes", b.Record.N, SaltSize)
	}
	return CheckRecord(b.InEntry, b.Entry, b.Record.N, HashRecord([SaltSize]byte(b.Record.Salt), b.Record.Body))
}

func (p Proof) bytes() [][]byte {
	out := make([][]byte, len(p))
	for i := range p {
		out[i] = p[i][:]
	}
	return out
}

func proofOf(list [][]byte) (Proof, bool) {
	p := make(Proof, len(list))
	for i, b := range list {
		if len(b) != len(p[i]) {
			return nil, false
		}
		p[i] = ascribe.Hash(b)
	}
	return p, true
}
