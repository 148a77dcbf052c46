package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/parquet-go/parquet-go"
)

// groupChunks is the number of chunks in a row group: 262,144 rows.
const groupChunks = 32

// contact is a row of a Parquet file: the columns of header in their order, every one
// text, no value where the CSV file's cell is empty. Columns of few values are stored as
// indexes into a dictionary for each row group.
type contact struct {
	RecordID        string `parquet:"record_id,optional,delta,zstd"`
	FullName        string `parquet:"full_name,optional,dict,zstd"`
	EmailWork       string `parquet:"email_work,optional,delta,zstd"`
	PhoneMobile     string `parquet:"phone_mobile,optional,delta,zstd"`
	LinkedInURL     string `parquet:"linkedin_url,optional,delta,zstd"`
	Country         string `parquet:"country,optional,dict,zstd"`
	Language        string `parquet:"language,optional,dict,zstd"`
	Employer        string `parquet:"employer,optional,dict,zstd"`
	JobTitle        string `parquet:"job_title,optional,dict,zstd"`
	SourceType      string `parquet:"source_type,optional,dict,zstd"`
	Source          string `parquet:"source,optional,dict,zstd"`
	SourceURL       string `parquet:"source_url,optional,delta,zstd"`
	Visibility      string `parquet:"visibility,optional,dict,zstd"`
	CollectedAt     string `parquet:"collected_at,optional,dict,zstd"`
	UpdatedAt       string `parquet:"updated_at,optional,dict,zstd"`
	ExpiresAt       string `parquet:"expires_at,optional,dict,zstd"`
	NotifiedAt      string `parquet:"notified_at,optional,dict,zstd"`
	NoticeLanguage  string `parquet:"notice_language,optional,dict,zstd"`
	LastInboundAt   string `parquet:"last_inbound_at,optional,dict,zstd"`
	LawfulBasis     string `parquet:"lawful_basis,optional,dict,zstd"`
	ConsentEmail    string `parquet:"consent_email,optional,dict,zstd"`
	ConsentAt       string `parquet:"consent_at,optional,dict,zstd"`
	OptOutEmail     string `parquet:"opt_out_email,optional,dict,zstd"`
	MarketingActive string `parquet:"marketing_active,optional,dict,zstd"`
	Notes           string `parquet:"notes,optional,dict,zstd"`
}

// writeParquet writes the rows that write writes to files in a folder, as many files at
// once as there are processors. What is in a file depends on rows, seed and files alone.
func writeParquet(dir string, rows int64, seed uint64, files int) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create %q: %w", dir, err)
	}
	chunks := (rows + chunkRows - 1) / chunkRows
	t := newTables()
	next := make(chan int)
	failed := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for worker := range failed {
		wg.Go(func() {
			for i := range next {
				if failed[worker] != nil {
					continue
				}
				part := rowRange{chunks * int64(i) / int64(files) * chunkRows, min(rows, chunks*int64(i+1)/int64(files)*chunkRows)}
				path := filepath.Join(dir, fmt.Sprintf("contacts-%04d.parquet", i))
				failed[worker] = writeFile(path, func(w io.Writer) error { return t.parquetFile(w, seed, part) })
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()
	return errors.Join(failed...)
}

// rowRange are the rows with numbers from from to before to.
type rowRange struct{ from, to int64 }

// parquetFile writes rows, of which the first begins a chunk, as one file.
func (t *tables) parquetFile(out io.Writer, seed uint64, rows rowRange) error {
	w := parquet.NewGenericWriter[contact](out)
	var buf []byte
	columns := make([][]parquet.Value, len(w.ColumnWriters()))
	for from, chunk := rows.from, 1; from < rows.to; from, chunk = from+chunkRows, chunk+1 {
		buf = t.chunk(buf[:0], seed, from, min(chunkRows, rows.to-from))
		if err := split(buf, columns); err != nil {
			return err
		}
		for i, column := range w.ColumnWriters() {
			if _, err := column.WriteRowValues(columns[i]); err != nil {
				return err
			}
		}
		if chunk%groupChunks == 0 {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	return w.Close()
}

// split gives the values of a chunk by column.
func split(chunk []byte, columns [][]parquet.Value) error {
	r := csv.NewReader(bytes.NewReader(chunk))
	r.ReuseRecord, r.FieldsPerRecord = true, len(columns)
	for i := range columns {
		columns[i] = columns[i][:0]
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("split a row into cells: %w", err)
		}
		for i, cell := range record {
			value := parquet.NullValue().Level(0, 0, i)
			if cell != "" {
				value = parquet.ValueOf(cell).Level(0, 1, i)
			}
			columns[i] = append(columns[i], value)
		}
	}
}
