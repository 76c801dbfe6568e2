using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace StatementArchive.Data.Sqlite;

/// <summary>
/// Inserts new records with one prepared command a table, which the model describes, inside the context's transaction. The context neither
/// needs them nor learns of them. Tracking every one of some ten records a statement takes the context several times as long as storing it.
/// </summary>
/// <remarks>A record that another refers to is inserted first; then it bears its number, as after saving changes.</remarks>
internal sealed class RowWriter(ArchiveContext db) : IDisposable
{
    private readonly Dictionary<Type, Table> _tables = [];

    /// <summary>Inserts the record; not what it refers to, nor what refers to it.</summary>
    /// <exception cref="InvalidOperationException">It refers to a record that is not stored.</exception>
    /// <exception cref="DbException">The database refuses.</exception>
    public void Insert(object record)
    {
        if (!_tables.TryGetValue(record.GetType(), out var table)) _tables[record.GetType()] = table = new Table(db, record.GetType());
        table.Insert(record);
    }

    public void Dispose()
    {
        foreach (var table in _tables.Values) table.Dispose();
    }

    private sealed class Table : IDisposable
    {
        private readonly DbCommand _insert;
        private readonly List<(DbParameter Parameter, Func<object, object?> Read)> _columns = [];

        // Set if the database numbers the records and others refer to them by it.
        private readonly IProperty? _number;

        public Table(ArchiveContext db, Type type)
        {
            var entity = db.Model.FindEntityType(type) ?? throw new ArgumentException($"The model has no {type.Name}.", nameof(type));
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            var sql = db.GetService<ISqlGenerationHelper>();
            _insert = db.Database.GetDbConnection().CreateCommand();
            _insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            List<string> names = [];
            foreach (var property in entity.GetProperties())
            {
                if (property is { ValueGenerated: ValueGenerated.OnAdd } && property.IsPrimaryKey())
                {
                    if (entity.GetReferencingForeignKeys().Any(key => !key.DeclaringEntityType.IsOwned())) _number = property;
                    continue;
                }
                names.Add(sql.DelimitIdentifier(property.GetColumnName(table)!));
                Add(property.GetRelationalTypeMapping(), property.IsNullable, Reader(property));
            }
            foreach (var parts in entity.GetNavigations().Where(navigation => navigation.TargetEntityType.IsMappedToJson()))
            {
                var column = parts.TargetEntityType.GetContainerColumnName()!;
                names.Add(sql.DelimitIdentifier(column));
                Add(db.GetService<IRelationalTypeMappingSource>().FindMapping(typeof(string))!, nullable: false, record => Json((IEnumerable<object>)parts.GetGetter().GetClrValue(record)!, parts.TargetEntityType));
            }
            _insert.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", names)}) VALUES ({string.Join(", ", _columns.Select(column => column.Parameter.ParameterName))})";
            _insert.Prepare();
        }

        public void Insert(object record)
        {
            foreach (var (parameter, read) in _columns) parameter.Value = read(record) ?? DBNull.Value;
            _insert.ExecuteNonQuery();
            // RETURNING would say it too, at the price of a temporary table a row.
            _number?.PropertyInfo!.SetValue(record, checked((int)raw.sqlite3_last_insert_rowid(((SqliteConnection)_insert.Connection!).Handle)));
        }

        public void Dispose() => _insert.Dispose();

        private void Add(RelationalTypeMapping mapping, bool nullable, Func<object, object?> read)
        {
            var parameter = mapping.CreateParameter(_insert, $"@p{_columns.Count}", null, nullable);
            _insert.Parameters.Add(parameter);
            _columns.Add((parameter, mapping.Converter is { } converter ? record => converter.ConvertToProvider(read(record)) : read));
        }

        private static Func<object, object?> Reader(IProperty property)
        {
            var own = property.GetGetter();
            if (property.GetContainingForeignKeys().SingleOrDefault() is not { DependentToPrincipal: { } reference, PrincipalKey.Properties: [var number] }) return own.GetClrValue;
            var (principal, numbers) = (reference.GetGetter(), number.GetGetter());
            return record =>
            {
                var value = principal.GetClrValue(record) is { } other ? numbers.GetClrValue(other) : own.GetClrValue(record);
                return value is 0 ? throw new InvalidOperationException($"The {reference.Name} of the {property.DeclaringType.ClrType.Name} is not stored.") : value;
            };
        }

        // As the model's own JSON columns are written.
        private static string Json(IEnumerable<object> parts, IEntityType type)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartArray();
                foreach (var part in parts)
                {
                    json.WriteStartObject();
                    foreach (var property in type.GetProperties().Where(property => property.PropertyInfo is not null))
                    {
                        json.WritePropertyName(property.GetJsonPropertyName()!);
                        if (property.GetGetter().GetClrValue(part) is { } value) property.GetRelationalTypeMapping().JsonValueReaderWriter!.ToJson(json, value);
                        else json.WriteNullValue();
                    }
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }
}
