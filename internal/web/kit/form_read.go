package kit

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/ascribe-project/ascribe"
)

const (
	formType  = "application/x-www-form-urlencoded"
	filesType = "multipart/form-data"
)

// readForm is what was typed into a form, up to so many bytes, and the files that were
// chosen: in base64, as JSON brings them.
func readForm(w http.ResponseWriter, r *http.Request, most int64) (url.Values, error) {
	kind, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != filesType {
		body, err := readBody(w, r, formType, maxBody)
		if err != nil {
			return nil, err
		}
		given, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, unreadableForm()
		}
		return given, nil
	}
	body, err := readBody(w, r, filesType, most)
	if err != nil {
		return nil, err
	}
	given := url.Values{}
	parts := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if err == io.EOF {
			return given, nil
		}
		if err != nil || n == maxParts {
			return nil, unreadableForm()
		}
		if err := readPart(part, given); err != nil {
			return nil, err
		}
	}
}

// maxParts is how many fields a form with files has at most.
const maxParts = 100

func readPart(part *multipart.Part, given url.Values) error {
	text, err := io.ReadAll(part)
	if err != nil {
		return unreadableForm()
	}
	if part.FileName() == "" {
		given.Add(part.FormName(), string(text))
		return nil
	}
	given.Add(part.FormName(), base64.StdEncoding.EncodeToString(text))
	if given.Get("name") == "" {
		given.Set("name", part.FileName())
	}
	return nil
}

func unreadableForm() error {
	return ascribe.Errorf(ascribe.ErrUsage, "the form cannot be read").WithHint("go back, and send it again")
}
