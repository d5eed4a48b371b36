"""Incidents to files: GeoJSON and folium maps."""
