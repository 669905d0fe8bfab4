<?xml version="1.0"?>
<CHANNEL HREF="http://harbour.example/" BASE="http://harbour.example/" LASTMOD="1998-11-05T22:12">
  <TITLE>Harbour channel</TITLE>
  <ABSTRACT>All the boats</ABSTRACT>
  <LOGO HREF="logo.gif" STYLE="IMAGE"/>
  <ITEM HREF="boats/1.html" LASTMOD="1998-11-05T22:12"><TITLE>First boat</TITLE><ABSTRACT>It is red</ABSTRACT></ITEM>
</CHANNEL>
