package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// A deskRun is a desk that is open.
type deskRun struct {
	site, signIn, token string
	end                 func() int
}

// said is what a command says, while it goes on.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

var signIn = regexp.MustCompile(`at (http://\S+\?key=\S+)`)

// openDesk opens a desk of Anna's on the store that the environment names.
func openDesk(t *testing.T, args ...string) *deskRun {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var out said
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"desk", "--who", "Anna", "--no-open", "--listen", "127.0.0.1:0"}, args...), nil, &out, &out)
	}()
	d := &deskRun{end: sync.OnceValue(func() int {
		stop()
		return <-ended
	})}
	t.Cleanup(func() { d.end() })
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if m := signIn.FindStringSubmatch(out.String()); m != nil && strings.Contains(out.String(), "for you alone") {
			d.signIn = m[1]
			d.site, _, _ = strings.Cut(d.signIn, "/desk/")
			text, err := os.ReadFile(deskFile(os.Getenv("ASCRIBE_STORE")))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			if lines[0] != d.site {
				t.Errorf("the file says %s, and the desk is at %s", lines[0], d.site)
			}
			d.token = lines[1]
			return d
		}
	}
	t.Fatalf("it is not open: %s", out.String())
	return nil
}

// write asks for an act as a script, and is its status and answer.
func (d *deskRun) write(t *testing.T, path, body string, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, d.site+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+d.token)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(text)
}

// TestDesk: a person writes in a browser and by scripts, and everything else goes on
// beside it.
func TestDesk(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "a.db"))
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	d := openDesk(t)
	if info, err := os.Stat(filepath.Join(dir, "a.desk")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file with the token: %v, %v", info.Mode(), err)
	}
	if status, text := d.write(t, "/incidents", `{"id": "i1", "title": "One"}`); status != 201 {
		t.Errorf("a script: %d, %s", status, text)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	answer, err := browser.Get(d.signIn)
	if err != nil || answer.StatusCode != 200 || answer.Header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("signing in: %v, %v", answer, err)
	}
	answer.Body.Close()
	if answer, err = http.Get(d.signIn); err != nil || answer.StatusCode != 403 {
		t.Errorf("a second time: %v, %v", answer, err)
	}
	answer.Body.Close()

	// Another name of the store is the same store.
	link := filepath.Join(t.TempDir(), "other.db")
	if err := os.Symlink(filepath.Join(dir, "a.db"), link); err != nil {
		t.Fatal(err)
	}
	for _, store := range []string{filepath.Join(dir, "a.db"), link} {
		var out said
		code := run(t.Context(), []string{"desk", "--store", store, "--no-open", "--listen", "127.0.0.1:0", "--who", "Ben"}, nil, &out, &out)
		if code != 5 || !strings.Contains(out.String(), d.site) {
			t.Errorf("a second desk: %d, %s", code, out.String())
		}
	}

	// What others write is shown, and backups are made.
	must(t, "add", "incident", "i2", "Two")
	must(t, "backup", filepath.Join(dir, "copy.db"))
	must(t, "verify")
	if answer, err = browser.Get(d.site + "/incidents/i2"); err != nil || answer.StatusCode != 200 {
		t.Errorf("what a command wrote: %v, %v", answer, err)
	}
	answer.Body.Close()

	// A key holds after the desk was ended, and it leaves no token behind.
	const body = `{"id": "i3", "title": "Three"}`
	status, first := d.write(t, "/incidents", body, "Idempotency-Key", "k")
	if code := d.end(); status != 201 || code != 0 && code != 130 {
		t.Errorf("%d, and ends with %d", status, code)
	}
	if _, err := os.Stat(filepath.Join(dir, "a.desk")); err == nil {
		t.Error("the token stays")
	}
	before := d.token
	d = openDesk(t)
	if status, again := d.write(t, "/incidents", body, "Idempotency-Key", "k"); status != 201 || again != first {
		t.Errorf("again: %d, %s; first %s", status, again, first)
	}
	d.token = before
	if status, text := d.write(t, "/incidents", `{"id": "i4", "title": "Four"}`); status != 401 {
		t.Errorf("with the token of before: %d, %s", status, text)
	}
}

// TestDeskIsOfThisMachine: it is refused an address that others can reach.
func TestDeskIsOfThisMachine(t *testing.T) {
	t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "a.db"))
	must(t, "init")
	for _, at := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "nonsense.invalid:0"} {
		var out said
		if code := run(t.Context(), []string{"desk", "--no-open", "--listen", at}, nil, &out, &out); code != 2 || !strings.Contains(out.String(), "for this machine alone") {
			t.Errorf("%s: %d, %s", at, code, out.String())
		}
	}
	for _, at := range []string{"127.0.0.1:8000", "127.8.0.1:0", "[::1]:0", "localhost:0"} {
		if err := ofThisMachine(at); err != nil {
			t.Errorf("%s: %v", at, err)
		}
	}
	os.Remove(keyFile(os.Getenv("ASCRIBE_STORE")))
	var out said
	if code := run(t.Context(), []string{"desk", "--no-open", "--listen", "127.0.0.1:0"}, nil, &out, &out); code != 4 || !strings.Contains(out.String(), "key") {
		t.Errorf("without the key: %d, %s", code, out.String())
	}
}
