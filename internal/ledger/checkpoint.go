package ledger

import (
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
)

// A Checkpoint says how many entries a ledger has and the root of the tree
// over them: C2SP tlog-checkpoint.
type Checkpoint struct {
	Origin string // "ascribe/" and the id of the store
	Size   int64
	Root   ascribe.Hash
}

// Origin is the name that a store signs under.
func Origin(storeID string) string { return "ascribe/" + storeID }

// GenerateKey makes the key pair of a store as texts: the signing key for
// note.NewSigner, to be kept secret, and the public key.
func GenerateKey(rand io.Reader, storeID string) (signing, public string, err error) {
	if !ascribe.ValidID(storeID) {
		return "", "", ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be the id of a store", storeID)
	}
	return note.GenerateKey(rand, Origin(storeID))
}

// Text is the text that is signed.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// Sign is the checkpoint as a signed note.
func (c Checkpoint) Sign(signer note.Signer) ([]byte, error) {
	if signer.Name() != c.Origin {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "the signing key is of %s and the store is %s", signer.Name(), c.Origin).
			WithHint("give the key that was made with this store")
	}
	return note.Sign(&note.Note{Text: c.Text()}, signer)
}

// OpenCheckpoint reads a signed checkpoint and checks the signature by the
// public key, and that the bytes are the very ones that Sign writes. The
// origin is the key's.
func OpenCheckpoint(signed []byte, publicKey string) (Checkpoint, error) {
	verifier, err := note.NewVerifier(publicKey)
	if err != nil {
		return Checkpoint{}, ascribe.Errorf(ascribe.ErrUnverified, "the public key is not readable").WithCause(err)
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, ascribe.Errorf(ascribe.ErrUnverified, "the checkpoint is not signed by the key of %s", verifier.Name()).
			WithHint("compare the public keys: a store never changes its own").WithCause(err)
	}
	malformed := ascribe.Errorf(ascribe.ErrUnverified, "the checkpoint is signed, and not well formed")
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 {
		return Checkpoint{}, malformed
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, malformed
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != len(ascribe.Hash{}) {
		return Checkpoint{}, malformed
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: ascribe.Hash(root)}
	if c.Origin != verifier.Name() || c.Text() != n.Text || string(signed) != rewrite(n) {
		return Checkpoint{}, malformed
	}
	return c, nil
}

// rewrite is the note with its one signature as Sign writes it. Base64 leaves
// bits unused at its end, and a note may carry more signatures: neither is
// ours.
func rewrite(n *note.Note) string {
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 {
		return ""
	}
	sig, err := base64.StdEncoding.DecodeString(n.Sigs[0].Base64)
	if err != nil {
		return ""
	}
	return n.Text + "\n— " + n.Sigs[0].Name + " " + base64.StdEncoding.EncodeToString(sig) + "\n"
}
