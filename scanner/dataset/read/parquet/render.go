package parquet

import (
	"encoding/hex"
	"math"
	"math/big"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// render appends a value as text; false when it has none (binary data, NaN).
type render func(dst []byte, v parquet.Value) ([]byte, bool)

const (
	secondsADay = 86400
	// julianEpoch is the Julian day of 1970-01-01, from which INT96 timestamps count.
	julianEpoch = 2440588
)

// renderer gives the way a column's values are written, by its logical type or,
// without one, its physical type.
func renderer(t parquet.Type) render {
	if l := t.LogicalType(); l != nil {
		if r := logical(l.Value, t.Kind()); r != nil {
			return r
		}
	}
	switch t.Kind() {
	case parquet.Boolean:
		return func(dst []byte, v parquet.Value) ([]byte, bool) { return strconv.AppendBool(dst, v.Boolean()), true }
	case parquet.Int32:
		return func(dst []byte, v parquet.Value) ([]byte, bool) {
			return strconv.AppendInt(dst, int64(v.Int32()), 10), true
		}
	case parquet.Int64:
		return func(dst []byte, v parquet.Value) ([]byte, bool) { return strconv.AppendInt(dst, v.Int64(), 10), true }
	case parquet.Int96:
		return func(dst []byte, v parquet.Value) ([]byte, bool) { return appendInt96(dst, v.Int96()) }
	case parquet.Float:
		return func(dst []byte, v parquet.Value) ([]byte, bool) { return appendFloat(dst, float64(v.Float()), 32) }
	case parquet.Double:
		return func(dst []byte, v parquet.Value) ([]byte, bool) { return appendFloat(dst, v.Double(), 64) }
	}
	return appendText
}

// logical gives the way of a logical type, nil when the physical one will do.
func logical(l format.LogicalTypeValue, kind parquet.Kind) render {
	switch l := l.(type) {
	case *format.DateType:
		return func(dst []byte, v parquet.Value) ([]byte, bool) {
			return appendDate(dst, int64(v.Int32())*secondsADay), true
		}
	case *format.TimestampType:
		perSecond, zone := unitsASecond(l.Unit), ""
		if l.IsAdjustedToUTC {
			zone = "Z"
		}
		return func(dst []byte, v parquet.Value) ([]byte, bool) {
			return appendTime(dst, floorDiv(v.Int64(), perSecond), nanos(v.Int64(), perSecond), zone), true
		}
	case *format.TimeType:
		perSecond := unitsASecond(l.Unit)
		return func(dst []byte, v parquet.Value) ([]byte, bool) {
			n := v.Int64()
			if kind == parquet.Int32 {
				n = int64(v.Int32())
			}
			return time.Unix(floorDiv(n, perSecond), nanos(n, perSecond)).UTC().AppendFormat(dst, "15:04:05.999999999"), true
		}
	case *format.DecimalType:
		return decimal(kind, int(l.Scale))
	case *format.IntType:
		if l.IsSigned {
			return nil
		}
		return func(dst []byte, v parquet.Value) ([]byte, bool) {
			if kind == parquet.Int32 {
				return strconv.AppendUint(dst, uint64(v.Uint32()), 10), true
			}
			return strconv.AppendUint(dst, v.Uint64(), 10), true
		}
	case *format.UUIDType:
		return appendUUID
	case *format.Float16Type, *format.BsonType, *format.VariantType, *format.GeometryType, *format.GeographyType:
		return func(dst []byte, _ parquet.Value) ([]byte, bool) { return dst, false }
	}
	return nil
}

// unitsASecond gives the units of a time in a second.
func unitsASecond(unit format.TimeUnit) int64 {
	switch unit.Value.(type) {
	case *format.MilliSeconds:
		return 1e3
	case *format.MicroSeconds:
		return 1e6
	}
	return 1e9
}

// floorDiv divides towards minus infinity, so that times before 1970 are right.
func floorDiv(n, by int64) int64 {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}

// nanos gives the part of a time below the second.
func nanos(n, perSecond int64) int64 {
	return (n - floorDiv(n, perSecond)*perSecond) * (1e9 / perSecond)
}

// appendDate writes YYYY-MM-DD.
func appendDate(dst []byte, seconds int64) []byte {
	year, month, day := time.Unix(seconds, 0).UTC().Date()
	if year < 0 || year > 9999 {
		return time.Unix(seconds, 0).UTC().AppendFormat(dst, "2006-01-02")
	}
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10))
}

// appendTime writes YYYY-MM-DDThh:mm:ss with the fraction there is, and the zone.
func appendTime(dst []byte, seconds, nanos int64, zone string) []byte {
	dst = appendDate(dst, seconds)
	s := seconds - floorDiv(seconds, secondsADay)*secondsADay
	dst = append(dst, 'T', byte('0'+s/36000), byte('0'+s/3600%10), ':', byte('0'+s/600%6), byte('0'+s/60%10), ':',
		byte('0'+s/10%6), byte('0'+s%10))
	if nanos != 0 {
		fraction := strconv.FormatInt(1e9+nanos, 10)[1:]
		for fraction[len(fraction)-1] == '0' {
			fraction = fraction[:len(fraction)-1]
		}
		dst = append(append(dst, '.'), fraction...)
	}
	return append(dst, zone...)
}

// appendInt96 writes the timestamps of older writers: nanoseconds of a day, then
// the Julian day.
func appendInt96(dst []byte, v deprecated.Int96) ([]byte, bool) {
	ofDay := int64(uint64(v[1])<<32 | uint64(v[0]))
	if ofDay < 0 || ofDay >= secondsADay*1e9 {
		return dst, false
	}
	return appendTime(dst, (int64(v[2])-julianEpoch)*secondsADay+ofDay/1e9, ofDay%1e9, ""), true
}

// appendFloat writes plain digits, for phone numbers stored as numbers.
func appendFloat(dst []byte, f float64, bits int) ([]byte, bool) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return dst, false
	}
	style := byte('f')
	if math.Abs(f) >= 1e21 {
		style = 'g'
	}
	return strconv.AppendFloat(dst, f, style, -1, bits), true
}

// appendText writes a byte array that is text.
func appendText(dst []byte, v parquet.Value) ([]byte, bool) {
	b := v.ByteArray()
	return append(dst, b...), utf8.Valid(b)
}

// appendUUID writes the usual form with hyphens.
func appendUUID(dst []byte, v parquet.Value) ([]byte, bool) {
	b := v.ByteArray()
	if len(b) != 16 {
		return dst, false
	}
	dst = hex.AppendEncode(dst, b[:4])
	for i := 4; i < 10; i += 2 {
		dst = hex.AppendEncode(append(dst, '-'), b[i:i+2])
	}
	return hex.AppendEncode(append(dst, '-'), b[10:]), true
}

// decimal gives the way of a decimal of a scale.
func decimal(kind parquet.Kind, scale int) render {
	return func(dst []byte, v parquet.Value) ([]byte, bool) {
		var n big.Int
		switch b := v; kind {
		case parquet.Int32:
			n.SetInt64(int64(b.Int32()))
		case parquet.Int64:
			n.SetInt64(b.Int64())
		default:
			bytes := b.ByteArray()
			if len(bytes) > 64 || scale < 0 || scale > 1000 {
				return dst, false
			}
			n.SetBytes(bytes)
			if len(bytes) > 0 && bytes[0] >= 0x80 {
				n.Sub(&n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(bytes))))
			}
		}
		return appendDecimal(dst, &n, scale)
	}
}

// appendDecimal puts the point into the digits of n.
func appendDecimal(dst []byte, n *big.Int, scale int) ([]byte, bool) {
	if scale < 0 || scale > 1000 {
		return dst, false
	}
	start := len(dst)
	if n.Sign() < 0 {
		dst, start = append(dst, '-'), start+1
	}
	digits := new(big.Int).Abs(n).Append(nil, 10)
	for len(digits) <= scale {
		digits = slices.Insert(digits, 0, '0')
	}
	dst = append(dst, digits...)
	if scale > 0 {
		dst = slices.Insert(dst, start+len(digits)-scale, '.')
	}
	return dst, true
}
