let
    missing = {{ missing }},
    culture = {{ culture }},
    formats = {{ formats }},
    Source = {{ load }},
    Columns = casusColumns(
        Source,
        {
{% for cell in cells %}
            {{ "{" }}{{ cell.from }}, {{ cell.name }}{{ "}" }}{{ "," if not loop.last }}
{% endfor %}
        }
    ),
    Values = Table.TransformColumns(
        Columns,
        {
{% for cell in cells %}
            {{ "{" }}{{ cell.name }}, each {{ cell.call }}, {{ cell.ty }}{{ "}" }}{{ "," if not loop.last }}
{% endfor %}
        }
    ){{ "," if texts }}
{% for text in texts %}
    Texts{{ loop.index }} = casusOrder({{ "Values" if loop.first else "Texts" ~ loop.index0 }}, {{ text.name }}, {{ text.order }}){{ "," if not loop.last }}
{% endfor %}
in
    {{ "Texts" ~ texts|length if texts else "Values" }}
