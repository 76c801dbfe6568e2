using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;
using UglyToad.PdfPig.Util;

namespace StatementArchive.Parsing.Formats;

/// <summary>What counts of a page: its letters as they are set, and how many pictures it has. Height in points.</summary>
internal sealed record PdfPage(IReadOnlyList<Letter> Letters, int Pictures, double Height)
{
    /// <summary>Makes pages; the library finds the constructor by its parameters.</summary>
    internal sealed class Factory(IPdfTokenScanner pdfScanner, IResourceStore resourceStore, ILookupFilterProvider filterProvider, IPageContentParser pageContentParser, ParsingOptions parsingOptions)
        : BasePageFactory<PdfPage>(pdfScanner, resourceStore, filterProvider, pageContentParser, parsingOptions)
    {
        protected override PdfPage ProcessPage(int pageNumber, DictionaryToken dictionary, NamedDestinations namedDestinations, MediaBox mediaBox, CropBox cropBox, UserSpaceUnit userSpaceUnit, PageRotationDegrees rotation, TransformationMatrix initialMatrix, IReadOnlyList<IGraphicsStateOperation> operations)
        {
            var height = rotation.SwapsAxis ? cropBox.Bounds.Width : cropBox.Bounds.Height;
            var processor = new Processor(pageNumber, ResourceStore, PdfScanner, PageContentParser, FilterProvider, cropBox, userSpaceUnit, rotation, initialMatrix, ParsingOptions, height);
            return processor.Process(pageNumber, operations ?? []);
        }
    }

    /// <summary>Goes through the content of a page. Letters are kept, up to the limit; lines and surfaces are nothing to a reader of text.</summary>
    private sealed class Processor(int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser parser, ILookupFilterProvider filters, CropBox cropBox, UserSpaceUnit unit, PageRotationDegrees rotation, TransformationMatrix matrix, ParsingOptions options, double height)
        : BaseStreamProcessor<PdfPage>(pageNumber, resources, scanner, parser, filters, cropBox, unit, rotation, in matrix, options)
    {
        /// <summary>Operations between two looks at the clock.</summary>
        private const int Stretch = 256;

        private readonly PdfWatch _watch = (PdfWatch)options.FilterProvider!;
        private readonly List<Letter> _letters = [];
        private int _pictures;

        public override PdfPage Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
        {
            PageNumber = pageNumberCurrent;
            CloneAllStates();
            ProcessOperations(operations);
            return new PdfPage(_letters, _pictures, height);
        }

        // Forms inside forms come through here too, each as often as it is used.
        protected override void ProcessOperations(IReadOnlyList<IGraphicsStateOperation> operations)
        {
            for (var at = 0; at < operations.Count; at++)
            {
                if (at % Stretch == 0) _watch.CheckTime();
                operations[at].Run(this);
            }
        }

        public override void RenderGlyph(IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset, in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix, CharacterBoundingBox characterBoundingBox)
        {
            if (_letters.Count >= _watch.Limits.PdfLettersOnPage) _watch.Refuse(FormattableString.Invariant($"Page {PageNumber} of the PDF has more than {_watch.Limits.PdfLettersOnPage:N0} letters. It is not read."));
            if (currentOffset > 0 && _letters is [.., var before] && before.TextSequence == TextSequence && Diacritics.IsInCombiningDiacriticRange(unicode) && Diacritics.TryCombineDiacriticWithPreviousLetter(unicode, before.Value, out var both))
            {
                _letters[^1] = new Letter(both, before.BoundingBox, before.GlyphRectangleLoose, before.StartBaseLine, before.EndBaseLine, before.Width, before.FontSize, before.GetFont() ?? font, before.RenderingMode, before.StrokeColor, before.FillColor, before.PointSize, before.TextSequence);
                return;
            }
            var drawn = PerformantRectangleTransformer.Transform(in renderingMatrix, in textMatrix, in transformationMatrix, characterBoundingBox.GlyphBounds);
            var set = PerformantRectangleTransformer.Transform(in renderingMatrix, in textMatrix, in transformationMatrix, new PdfRectangle(0, 0, characterBoundingBox.Width, UserSpaceUnit.PointMultiples));
            var loose = PerformantRectangleTransformer.Transform(in renderingMatrix, in textMatrix, in transformationMatrix, new PdfRectangle(0, font.GetDescent(), characterBoundingBox.Width, font.GetAscent()));
            // Fonts without outlines draw nothing; then the room that a letter takes stands for it.
            var isDrawn = drawn.Width > double.Epsilon || drawn.Height > double.Epsilon;
            _letters.Add(new Letter(unicode, isDrawn ? drawn : set, loose, set.BottomLeft, set.BottomRight, set.Width, fontSize, font, currentState.FontState.TextRenderingMode, currentState.CurrentStrokingColor, currentState.CurrentNonStrokingColor, pointSize, TextSequence));
        }

        protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord) => _pictures++;

        protected override void RenderInlineImage(InlineImage inlineImage) => _pictures++;

        public override void BeginSubpath()
        {
        }

        public override PdfPoint? CloseSubpath() => null;

        public override void StrokePath(bool close)
        {
        }

        public override void FillPath(FillingRule fillingRule, bool close)
        {
        }

        public override void FillStrokePath(FillingRule fillingRule, bool close)
        {
        }

        public override void MoveTo(double x, double y)
        {
        }

        public override void BezierCurveTo(double x2, double y2, double x3, double y3)
        {
        }

        public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3)
        {
        }

        public override void LineTo(double x, double y)
        {
        }

        public override void Rectangle(double x, double y, double width, double height)
        {
        }

        public override void EndPath()
        {
        }

        public override void ClosePath()
        {
        }

        public override void ModifyClippingIntersect(FillingRule clippingRule)
        {
        }

        protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule)
        {
        }

        public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
        {
        }

        public override void EndMarkedContent()
        {
        }

        public override void PaintShading(NameToken shadingName)
        {
        }
    }
}
