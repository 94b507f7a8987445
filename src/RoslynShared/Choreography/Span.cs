namespace Tributary.Roslyn.Choreography;

/// <summary>Where something stands in the source. Lines and columns count from 0.</summary>
internal readonly record struct Span(string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn);
